package dev.davit.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** A request in both modes, as others write it, and what must become of it. */
final class Wire {
  static final String REQUEST =
      """
      {"specversion":"1.0","id":"1","source":"/shop","type":"dev.davit.backup.requested.v1",
       "data":{"system":"shop"}}
      """;
  static final String DATA = "{\"system\":\"shop\"}";

  private Wire() {}

  static Envelope structured(String json) {
    return structured(json.getBytes(UTF_8));
  }

  static Envelope structured(byte[] json) {
    return EventCodec.decode(headers("content-type", "application/cloudevents+json"), json);
  }

  /** The request with a further field at its beginning. */
  static String with(String field) {
    return "{" + field + "," + REQUEST.strip().substring(1);
  }

  /** The request's headers in binary mode, and further ones: name, value, name, value … */
  static List<Header> binary(String... more) {
    var all =
        new ArrayList<>(
            headers(
                "ce_specversion", "1.0",
                "ce_id", "1",
                "ce_source", "/shop",
                "ce_type", "dev.davit.backup.requested.v1"));
    all.addAll(headers(more));
    return all;
  }

  static List<Header> headers(String... pairs) {
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(new Header(pairs[i], pairs[i + 1] == null ? null : pairs[i + 1].getBytes(UTF_8)));
    }
    return headers;
  }

  static void assertMalformed(Runnable decoding, String... reasons) {
    assertRefused(ErrorCode.MALFORMED_EVENT, decoding, reasons);
  }

  static void assertRefused(ErrorCode code, Runnable decoding, String... reasons) {
    assertThatThrownBy(decoding::run)
        .isInstanceOfSatisfying(
            MalformedEvent.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.problem().reason()).hasSizeLessThanOrEqualTo(500);
              for (String reason : reasons) {
                assertThat(e.problem().reason()).contains(reason);
              }
              assertThat(e.getMessage()).hasLineCount(1).doesNotContain("\0");
            });
  }
}
