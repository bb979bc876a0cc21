package dev.davit.contracts.codec;

import static dev.davit.contracts.codec.Wire.assertMalformed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBindingTest {
  private static String value(String encoded) {
    var read = HttpBinding.recordHeaders(Map.of("Ce-Theirs", List.of(encoded)));
    assertThat(read).hasSize(1);
    assertThat(read.getFirst().name()).isEqualTo("ce_theirs");
    return new String(read.getFirst().value(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "plain|plain",
        "Euro%20%E2%82%AC%20%F0%9F%98%80|Euro € 😀",
        "Euro%20%e2%82%ac|Euro €",
        "%41%2f|A/",
        "\"with \\\"quotes\\\" and \\\\\"|with \"quotes\" and \\",
        "\"quoted%20too\"|quoted too",
        "two words|two words",
        "%2525|%25",
        "a=b,c;d|a=b,c;d"
      })
  void aValueIsUnquotedAndDecodedOnce(String encoded, String decoded) {
    assertThat(value(encoded)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50%", "%4", "%zz", "%", "ä", "\u0080", "a\tb", "\"lone", "lo\"ne", "\""})
  void aValueThatIsNotEncodedIsRefused(String value) {
    assertMalformed(() -> value(value), "ce-theirs");
  }

  @Test
  void whatDecodesToNoUtf8IsRefusedWhereItIsRead() {
    var headers =
        HttpBinding.recordHeaders(
            Map.of("ce-specversion", List.of("1.0"), "ce-id", List.of("%C0%A0")));
    assertMalformed(() -> EventCodec.decode(headers, new byte[0]), "ce_id", "UTF-8");
  }

  @Test
  void everyValueOfAHeaderIsSeen() {
    var headers = HttpBinding.recordHeaders(Map.of("ce-id", List.of("1", "2")));
    assertThat(headers).hasSize(2);
    assertMalformed(() -> EventCodec.decode(headers, new byte[0]), "twice");
  }

  @Test
  void otherHeadersMeanNothing() {
    assertThat(
            HttpBinding.recordHeaders(
                Map.of("Host", List.of("x"), "cex", List.of("ä"), "ce_id", List.of("1"))))
        .isEmpty();
  }
}
