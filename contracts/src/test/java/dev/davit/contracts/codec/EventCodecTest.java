package dev.davit.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.BackupFailed;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.RecoveryRequested;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {
  private static final Map<String, byte[]> STRUCTURED =
      headers("content-type", "application/cloudevents+json");
  private static final String REQUEST =
      """
      {"specversion":"1.0","id":"1","source":"/shop","type":"dev.davit.backup.requested.v1",
       "data":{"system":"shop"}}
      """;

  private static Map<String, byte[]> headers(String... pairs) {
    Map<String, byte[]> headers = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], pairs[i + 1].getBytes(UTF_8));
    }
    return headers;
  }

  private static Envelope decode(String json) {
    return EventCodec.decode(STRUCTURED, json.getBytes(UTF_8));
  }

  private static void assertMalformed(Runnable decoding, ErrorCode code, String reason) {
    assertThatThrownBy(decoding::run)
        .isInstanceOfSatisfying(
            MalformedEvent.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem().reason()).contains(reason);
            });
  }

  @Test
  void aRequestNeedsNoMoreThanIdSourceTypeAndSystem() {
    Envelope read = decode(REQUEST);
    assertThat(read.event()).isEqualTo(new BackupRequested(new SystemId("shop"), null));
    assertThat(read.id()).isEqualTo("1");
    assertThat(read.source()).isEqualTo("/shop");
    assertThat(read.time()).isNull();
    assertThat(read.name()).isEqualTo("backup.requested");
  }

  @Test
  void anAbsentFlagIsFalse() {
    Envelope read = decode(REQUEST.replace("backup.requested", "recovery.requested"));
    assertThat(((RecoveryRequested) read.event()).replace()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "content-type,application/cloudevents+json",
    "Content-Type,application/cloudevents+json; charset=UTF-8",
    "CONTENT-TYPE,Application/CloudEvents+JSON"
  })
  void structuredModeIsKnownByItsContentType(String name, String value) {
    assertThat(EventCodec.decode(headers(name, value), REQUEST.getBytes(UTF_8)).id())
        .isEqualTo("1");
  }

  @Test
  void binaryModeIsRead() {
    var headers =
        headers(
            "ce_specversion", "1.0",
            "ce_id", "7",
            "ce_source", "https://ci.example/jobs",
            "ce_type", "dev.davit.backup.requested.v1",
            "ce_time", "2026-01-02T03:04:05+02:00",
            "ce_subject", "shop",
            "ce_correlationid", "c",
            "ce_theirs", "kept",
            "content-type", "application/json; charset=utf-8");
    Envelope read =
        EventCodec.decode(headers, "{\"system\":\"shop\",\"reason\":\"now\"}".getBytes(UTF_8));
    assertThat(read.event()).isEqualTo(new BackupRequested(new SystemId("shop"), "now"));
    assertThat(read.time()).isEqualTo("2026-01-02T01:04:05Z");
    assertThat(read.correlationId()).isEqualTo("c");
    assertThat(read.otherExtensions()).isEqualTo(Map.of("theirs", "kept"));
  }

  @Test
  void dataMayBeBase64() {
    String data =
        java.util.Base64.getEncoder().encodeToString("{\"system\":\"shop\"}".getBytes(UTF_8));
    String json =
        REQUEST.replace("\"data\":{\"system\":\"shop\"}", "\"data_base64\":\"" + data + "\"");
    assertThat(decode(json).event().system()).isEqualTo(new SystemId("shop"));
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(decode(REQUEST.replace("\"system\"", "\"later\":{\"a\":1},\"system\"")).id())
        .isEqualTo("1");
  }

  @Test
  void anUnknownTypeIsNamed() {
    for (String type : new String[] {"dev.davit.backup.wished.v1", "dev.davit.v1", "other"}) {
      assertMalformed(
          () -> decode(REQUEST.replace("dev.davit.backup.requested.v1", type)),
          ErrorCode.UNKNOWN_EVENT,
          type);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"system\":\"shop\"|\"reason\":\"x\"|data.system",
        "\"system\":\"shop\"|\"system\":null|data.system",
        "\"system\":\"shop\"|\"system\":\"No Name\"|lower-case",
        "\"system\":\"shop\"|\"system\":{\"a\":1}|data.system",
        "{\"system\":\"shop\"}|[1]|\"data\"",
        "\"data\":{\"system\":\"shop\"}|\"other\":1|\"data\"",
        "\"id\":\"1\"|\"x\":\"1\"|id",
        "\"id\":\"1\"|\"id\":\"\"|id",
        "\"source\":\"/shop\"|\"source\":\"not a uri\"|",
        "\"source\":\"/shop\"|\"time\":\"yesterday\",\"source\":\"/shop\"|yesterday",
        "\"specversion\":\"1.0\"|\"specversion\":\"0.3\"|specversion",
        "\"specversion\":\"1.0\"|\"specversion\":\"9\"|",
        "\"id\":\"1\"|\"id\":\"1\",\"subject\":\"other\"|subject",
        "\"id\":\"1\"|\"id\":\"1\",\"datacontenttype\":\"text/xml\"|data",
      })
  void aWrongFieldIsNamed(String part, String wrong, String reason) {
    assertThat(REQUEST).contains(part);
    assertMalformed(
        () -> decode(REQUEST.replace(part, wrong)),
        ErrorCode.MALFORMED_EVENT,
        reason == null ? "" : reason);
  }

  @Test
  void aMissingFieldDeepInsideIsNamed() {
    String json =
        """
        {"specversion":"1.0","id":"1","source":"/s","type":"dev.davit.dump.completed.v1","data":
         {"system":"shop","run":"0b2c9c1e-6f3a-4f0e-9d57-3f1d2a4b5c6d",
          "pin":{"run":"0b2c9c1e-6f3a-4f0e-9d57-3f1d2a4b5c6d","ordinal":1},
          "part":{"kind":"database","tree":"00","files":1,"bytes":2,"stored":3}}}
        """;
    assertMalformed(() -> decode(json), ErrorCode.MALFORMED_EVENT, "data.databases");
    assertMalformed(
        () -> decode(json.replace("\"ordinal\":1", "\"ordinal\":0")),
        ErrorCode.MALFORMED_EVENT,
        "data.pin");
    assertMalformed(
        () -> decode(json.replace("\"ordinal\":1", "\"ordinal\":\"one\"")),
        ErrorCode.MALFORMED_EVENT,
        "data.pin.ordinal");
  }

  @Test
  void recordsThatAreNoEventsAreMalformed() {
    byte[] json = REQUEST.getBytes(UTF_8);
    assertMalformed(() -> EventCodec.decode(STRUCTURED, null), ErrorCode.MALFORMED_EVENT, "value");
    assertMalformed(
        () -> EventCodec.decode(Map.of(), json), ErrorCode.MALFORMED_EVENT, "content-type");
    assertMalformed(
        () -> EventCodec.decode(STRUCTURED, new byte[0]), ErrorCode.MALFORMED_EVENT, "");
    assertMalformed(
        () -> EventCodec.decode(STRUCTURED, new byte[EventCodec.MAX_BYTES + 1]),
        ErrorCode.TOO_LARGE,
        "more than 1048576");
  }

  @Test
  void noBytesMakeItThrowAnythingElse() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    byte[] valid = EventCodec.encode(Samples.envelope(Samples.of(RecoveryRequested.class))).body();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = valid.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        EventCodec.decode(STRUCTURED, bytes);
      } catch (MalformedEvent expected) {
        // the one exception that is promised
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ": " + new String(bytes, UTF_8), e);
      }
    }
  }

  @Test
  void noHeaderMakesBinaryModeThrowAnythingElse() {
    for (String value : new String[] {"", "\0", "ä ö", "1.0", "not a uri", "%"}) {
      for (String name :
          new String[] {
            "id",
            "source",
            "type",
            "time",
            "subject",
            "dataschema",
            "specversion",
            "bad-name",
            "datacontenttype",
            ""
          }) {
        var headers =
            headers(
                "ce_specversion",
                "1.0",
                "ce_id",
                "1",
                "ce_source",
                "/s",
                "ce_type",
                "dev.davit.backup.requested.v1");
        headers.put("ce_" + name, value.getBytes(UTF_8));
        try {
          EventCodec.decode(headers, "{\"system\":\"shop\"}".getBytes(UTF_8));
        } catch (MalformedEvent expected) {
          // the one exception that is promised
        }
      }
    }
  }

  @Test
  void anErrorCodeTravelsAsItsNumber() {
    var failed =
        new BackupFailed(
            new SystemId("shop"),
            RunId.random(),
            new Problem(ErrorCode.TARGET_NOT_EMPTY, "database \"shop\"", "12 tables present"));
    String json = Json.text(failed);
    assertThat(json).contains("\"DAVIT-2107\"");
    assertThat(Json.read(json, BackupFailed.class)).isEqualTo(failed);
    assertThat(
            Json.read(json.replace("DAVIT-2107", "DAVIT-2999"), BackupFailed.class)
                .problem()
                .code())
        .isEqualTo(ErrorCode.INTERNAL);
  }
}
