package dev.davit.contracts.codec;

import static dev.davit.contracts.codec.Wire.DATA;
import static dev.davit.contracts.codec.Wire.REQUEST;
import static dev.davit.contracts.codec.Wire.assertMalformed;
import static dev.davit.contracts.codec.Wire.binary;
import static dev.davit.contracts.codec.Wire.structured;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryModeTest {
  private static Envelope decode(List<Header> headers) {
    return EventCodec.decode(headers, DATA.getBytes(UTF_8));
  }

  @Test
  void itSaysTheSameAsStructuredMode() {
    assertThat(decode(binary())).isEqualTo(structured(REQUEST));
    assertThat(decode(binary("content-type", "Application/JSON;charset=utf-8")))
        .isEqualTo(structured(REQUEST));
    assertThat(decode(binary("traceparent", "not an attribute", "Other", "\n")))
        .isEqualTo(structured(REQUEST));
  }

  @Test
  void headersAreUtf8AndNeverPercentEncoded() {
    assertThat(decode(binary("ce_theirs", "50% ä €")).otherExtensions())
        .isEqualTo(Map.of("theirs", "50% ä €"));
  }

  @Test
  void aHeaderWithoutAValueIsUnset() {
    assertThat(decode(binary("ce_time", null, "ce_theirs", null))).isEqualTo(structured(REQUEST));
    var headers = new ArrayList<>(binary());
    headers.removeIf(header -> header.name().equals("ce_id"));
    headers.add(new Header("ce_id", null));
    assertMalformed(() -> decode(headers), "\"id\"", "missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "CE_ID", "Ce_Source", "ce_type"})
  void aHeaderTwiceIsRefusedInWhateverCase(String name) {
    assertMalformed(() -> decode(binary(name, "/other")), name.toLowerCase(), "twice");
  }

  @Test
  void bytesThatAreNoUtf8AreNotReplaced() {
    var headers = new ArrayList<>(binary());
    headers.add(new Header("ce_theirs", new byte[] {(byte) 0xC0, (byte) 0xA0}));
    assertMalformed(() -> decode(headers), "ce_theirs", "UTF-8");
    headers.removeLast();
    headers.add(new Header("theirs", new byte[] {(byte) 0xFF})); // means nothing to anybody
    assertThat(decode(headers)).isEqualTo(structured(REQUEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_", "ce_data", "ce_datacontenttype", "ce_bad-name", "ce_a\0", "ce_ä"})
  void aHeaderThatNamesNoAttributeIsRefused(String name) {
    assertMalformed(() -> decode(binary(name, "application/json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/xml", "application/octet-stream", "", ";", "json"})
  void dataThatIsNotJsonByItsTypeIsRefused(String contentType) {
    assertMalformed(() -> decode(binary("content-type", contentType)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{\"system\":\"shop\"}{}", "\"shop\""})
  void dataThatIsNoObjectIsRefused(String data) {
    assertMalformed(() -> EventCodec.decode(binary(), data.getBytes(UTF_8)), "data");
  }
}
