package dev.davit.contracts.codec;

import static dev.davit.contracts.codec.Wire.DATA;
import static dev.davit.contracts.codec.Wire.REQUEST;
import static dev.davit.contracts.codec.Wire.assertMalformed;
import static dev.davit.contracts.codec.Wire.assertRefused;
import static dev.davit.contracts.codec.Wire.headers;
import static dev.davit.contracts.codec.Wire.structured;
import static dev.davit.contracts.codec.Wire.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredModeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json;charset=utf-8",
        "APPLICATION/CLOUDEVENTS+JSON ; a=b; profile=\"x;y\"",
        "  application/cloudevents+json  "
      })
  void anyParametersAndCaseOfTheContentTypeWillDo(String contentType) {
    assertThat(EventCodec.decode(headers("content-type", contentType), REQUEST.getBytes(UTF_8)))
        .isEqualTo(structured(REQUEST));
  }

  @Test
  void otherFormatsAndBatchesAreRefusedAsWhatTheyAre() {
    for (String format :
        List.of(
            "application/cloudevents",
            "application/cloudevents+avro",
            "Application/CloudEvents+XML")) {
      assertMalformed(
          () -> EventCodec.decode(headers("content-type", format), REQUEST.getBytes(UTF_8)),
          "JSON alone");
    }
    assertMalformed(
        () ->
            EventCodec.decode(
                headers("content-type", "application/cloudevents-batch+json"),
                ("[" + REQUEST + "]").getBytes(UTF_8)),
        "batch");
  }

  @Test
  void anAttributeThatIsNullIsUnset() {
    Envelope read =
        structured(
            with(
                "\"subject\":null,\"time\":null,\"theirs\":null,\"data_base64\":null"
                    + ",\"idempotencykey\":null,\"datacontenttype\":null,\"dataschema\":null"));
    assertThat(read).isEqualTo(structured(REQUEST));
  }

  @Test
  void extensionsKeepTheirTypesThroughEveryStore() {
    Envelope read =
        structured(
            with("\"sampled\":true,\"weight\":-7,\"tracestate\":\"a=b\",\"partitionkey\":\"p\""));
    assertThat(read.otherExtensions())
        .isEqualTo(Map.of("sampled", true, "weight", -7, "tracestate", "a=b", "partitionkey", "p"));
    assertThat(EventCodec.parse(EventCodec.text(read))).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "[1]", "1.5", "1e3", "2147483648", "-99999999999999999999"})
  void whatNoExtensionMayBeIsRefused(String value) {
    assertMalformed(() -> structured(with("\"theirs\":" + value)), "theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Theirs", "their-s", "their_s", "", "ä", "their.s"})
  void aNameThatCloudEventsForbidsIsRefused(String name) {
    assertMalformed(() -> structured(with("\"" + name + "\":\"x\"")), "\"" + name + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "type", "subject", "idempotencykey", "traceparent"})
  void anAttributeThatIsNoTextIsRefused(String name) {
    String json = REQUEST.replace("\"" + name + "\":", "\"was" + name + "\":");
    assertMalformed(
        () -> structured("{\"" + name + "\":5," + json.strip().substring(1)), "\"" + name + "\"");
  }

  @Test
  void aNameTwiceIsRefusedAtAnyDepth() {
    assertMalformed(() -> structured(with("\"id\":\"2\"")), "Duplicate", "id");
    assertMalformed(
        () -> structured(REQUEST.replace(DATA, "{\"system\":\"shop\",\"system\":\"other\"}")),
        "Duplicate");
    assertMalformed(
        () -> structured(REQUEST.replace(DATA, "{\"system\":\"shop\",\"x\":{\"y\":1,\"y\":2}}")),
        "Duplicate");
  }

  @Test
  void whatFollowsTheEventIsRefused() {
    assertMalformed(() -> structured(REQUEST + REQUEST), "JSON");
    assertMalformed(() -> structured(REQUEST + "x"), "JSON");
    assertThat(structured(REQUEST + " \n ")).isEqualTo(structured(REQUEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff",
        "\u00c0\u00a0",
        "\u00ed\u00a0\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00e4"
      })
  void bytesThatAreNoUtf8AreNotReplaced(String bytes) {
    String json = REQUEST.replace("\"shop\"}", "\"shop\",\"reason\":\"" + bytes + "\"}");
    assertMalformed(() -> structured(json.getBytes(ISO_8859_1)), "UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "a\\ud800\\ud800"})
  void whatNoTableHoldsIsRefused(String escaped) {
    assertMalformed(
        () -> structured(REQUEST.replace("\"shop\"}", "\"shop\",\"reason\":\"" + escaped + "\"}")),
        "U+");
    assertMalformed(
        () -> structured(REQUEST.replace("\"shop\"}", "\"shop\",\"" + escaped + "\":1}")), "U+");
    assertMalformed(() -> structured(with("\"theirs\":\"" + escaped + "\"")), "U+");
    assertMalformed(() -> structured(REQUEST.replace("backup.requested", escaped)), "U+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u001b[2J", "\\n", "\\u007f", "\\u0085", "\\uffff", "\\ufdd0"})
  void whatCloudEventsForbidsInAnAttributeIsRefused(String escaped) {
    assertMalformed(
        () -> structured(REQUEST.replace("\"id\":\"1\"", "\"id\":\"" + escaped + "\"")), "\"id\"");
    assertMalformed(() -> structured(with("\"theirs\":\"" + escaped + "\"")), "\"theirs\"");
  }

  @Test
  void linesInTheReasonAreText() {
    String json = REQUEST.replace("\"shop\"}", "\"shop\",\"reason\":\"one\\ntwo \\ud83d\\ude00\"}");
    var read = (BackupRequested) structured(json).event();
    assertThat(read.reason()).isEqualTo("one\ntwo 😀");
    assertThat(EventCodec.parse(EventCodec.text(structured(json))).event()).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id", "source", "idempotencykey", "correlationid", "traceparent", "subject"})
  void anAttributeThatNoIndexHoldsIsRefused(String name) {
    String longest = "/" + "x".repeat(EventCodec.MAX_ATTRIBUTE_BYTES - 1);
    String json = REQUEST.replaceFirst("\"(" + name + ")\":\"[^\"]*\"", "\"other\":\"y\"");
    String field = "{\"" + name + "\":\"%s\"," + json.strip().substring(1);
    if (!name.equals("subject")) { // must be the system
      assertThat(structured(field.formatted(longest))).isNotNull();
    }
    assertMalformed(() -> structured(field.formatted(longest + "x")), name, "1024 bytes");
    assertMalformed(() -> structured(field.formatted("ä".repeat(513))), name, "1024 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02T03:04Z",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-02-30T03:04:05Z",
        "2026-01-02T03:04:05+19:00",
        "+999999999-12-31T23:59:59-18:00",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "1767323045",
        "2026-01-02T03:04:05Z[Europe/Berlin]"
      })
  void whatIsNoTimeOfRfc3339IsRefused(String time) {
    assertMalformed(() -> structured(with("\"time\":\"" + time + "\"")), time);
  }

  @Test
  void timesOfRfc3339AreRead() {
    for (String time : List.of("2026-01-02t03:04:05.678z", "2026-01-02T04:04:05.678+01:00")) {
      Envelope read = structured(with("\"time\":\"" + time + "\""));
      assertThat(read.time()).isEqualTo("2026-01-02T03:04:05.678Z");
      assertThat(EventCodec.parse(EventCodec.text(read))).isEqualTo(read);
    }
  }

  @Test
  void depthAndDigitsHaveAnEnd() {
    for (int depth : new int[] {65, 1_000, 200_000}) {
      String nested = "[".repeat(depth) + "]".repeat(depth);
      assertMalformed(
          () -> structured(REQUEST.replace("\"shop\"}", "\"shop\",\"x\":" + nested + "}")),
          "nested");
    }
    assertMalformed(
        () ->
            structured(REQUEST.replace("\"shop\"}", "\"shop\",\"x\":" + "9".repeat(100_000) + "}")),
        "number");
    assertThat(structured(REQUEST.replace("\"shop\"}", "\"shop\",\"x\":1e999999999}"))).isNotNull();
  }

  @Test
  void dataComesOnceInOneOfItsTwoForms() {
    String base64 = Base64.getEncoder().encodeToString(DATA.getBytes(UTF_8));
    String without = REQUEST.replace("\"data\":" + DATA, "\"data_base64\":%s");
    assertThat(structured(without.formatted("\"" + base64 + "\""))).isEqualTo(structured(REQUEST));
    assertThat(structured(without.formatted("\"" + base64 + "\",\"data\":null")))
        .isEqualTo(structured(REQUEST));
    assertMalformed(() -> structured(with("\"data_base64\":\"" + base64 + "\"")), "both");
    for (String wrong :
        List.of("\"*\"", "\"" + base64.substring(1) + "\"", "5", "[]", "\"/w==\"")) {
      assertMalformed(() -> structured(without.formatted(wrong)), "data");
    }
    assertMalformed(() -> structured(without.formatted("null")), "data");
    assertMalformed(
        () -> structured(REQUEST.replace(DATA, "\"{\\\"system\\\":\\\"shop\\\"}\"")), "data");
  }

  @Test
  void anotherSchemaOfOursThanTheTypesIsRefused() {
    assertThat(structured(with("\"dataschema\":\"urn:davit:event:backup.requested:v1\"")))
        .isNotNull();
    assertThat(structured(with("\"dataschema\":\"https://their.example/schema\""))).isNotNull();
    for (String schema : List.of("backup.requested:v2", "dump.pinned:v1")) {
      assertMalformed(
          () -> structured(with("\"dataschema\":\"urn:davit:event:" + schema + "\"")),
          "dataschema");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v99", "v10"})
  void aLaterVersionOfAKnownEventIsToldFromAnUnknownOne(String version) {
    assertRefused(
        ErrorCode.NEWER_EVENT,
        () -> structured(REQUEST.replace("requested.v1", "requested." + version)),
        version,
        "version 1");
  }

  @Test
  void anUnknownTypeIsAnsweredWithTheNearest() {
    assertRefused(
        ErrorCode.UNKNOWN_EVENT,
        () -> structured(REQUEST.replace("requested.v1", "requsted.v1")),
        "did you mean \"dev.davit.backup.requested.v1\"?");
    for (String type : List.of("v0", "v01", "v-1", "v1.1", "v9999999999", "V1", "v")) {
      assertRefused(
          ErrorCode.UNKNOWN_EVENT,
          () -> structured(REQUEST.replace("requested.v1", "requested." + type)));
    }
    assertRefused(
        ErrorCode.UNKNOWN_EVENT,
        () -> structured(REQUEST.replace("backup.requested.v1", "backup.wished.v2")));
    assertMalformed(
        () -> structured(REQUEST.replace("backup.requested", "x".repeat(500_000))), "type");
  }

  @Test
  void whatIsTooLargeIsNotLookedInto() {
    byte[] most = new byte[EventCodec.MAX_BYTES];
    assertRefused(ErrorCode.TOO_LARGE, () -> structured(most), "more than 1048576");
    assertRefused(
        ErrorCode.TOO_LARGE,
        () ->
            EventCodec.decode(
                Wire.binary("ce_theirs", "x".repeat(EventCodec.MAX_BYTES)), DATA.getBytes(UTF_8)),
        "with its headers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-1-1-1-1",
        "{0b2c9c1e-6f3a-4f0e-9d57-3f1d2a4b5c6d}",
        "0b2c9c1e6f3a4f0e9d573f1d2a4b5c6d",
        "0b2c9c1e-6f3a-4f0e-9d57-3f1d2a4b5c6d ",
        "0b2c9c1e-6f3a-4f0e-9d57-03f1d2a4b5c6d",
        ""
      })
  void aShortenedRunIdIsNotTakenForAnotherRun(String run) {
    String json =
        REQUEST
            .replace("backup.requested", "cancellation.requested")
            .replace("\"shop\"}", "\"shop\",\"run\":\"" + run + "\"}");
    assertMalformed(() -> structured(json), "data.run");
  }

  @Test
  void aBatchIsSplitIntoItsEvents() {
    var events = EventCodec.split(("[" + REQUEST + ",{\"no\":1}]").getBytes(UTF_8));
    assertThat(events).hasSize(2);
    assertThat(structured(events.getFirst())).isEqualTo(structured(REQUEST));
    assertMalformed(() -> structured(events.getLast()));
    assertThat(EventCodec.split("[]".getBytes(UTF_8))).isEmpty();
    for (String wrong : List.of("", "{}", "[", "[1]]", "null")) {
      assertMalformed(() -> EventCodec.split(wrong.getBytes(UTF_8)));
    }
    assertRefused(
        ErrorCode.TOO_LARGE, () -> EventCodec.split(new byte[EventCodec.MAX_BYTES + 1]), "bytes");
    assertThat(EventCodec.isBatch("Application/CloudEvents-Batch+JSON; charset=utf-8")).isTrue();
    assertThat(EventCodec.isBatch("application/cloudevents+json")).isFalse();
    assertThat(EventCodec.isBatch(null)).isFalse();
  }
}
