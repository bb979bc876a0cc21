package dev.davit.contracts.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Headers of an HTTP message as the headers that the same event has on Kafka: {@code ce-id} is
 * {@code ce_id}, its value once unquoted and once percent-decoded, as CloudEvents' HTTP binding has
 * it.
 */
public final class HttpBinding {
  private static final String ATTRIBUTE = "ce-";
  private static final String UNREAD = "request";

  private HttpBinding() {}

  /**
   * What CloudEvents gives a meaning; other headers are left out.
   *
   * @param headers every value of every name, in any case
   * @throws MalformedEvent for a value that is not encoded as the binding has it
   */
  public static List<Header> recordHeaders(Map<String, List<String>> headers) {
    List<Header> record = new ArrayList<>();
    headers.forEach((name, values) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      for (String value : values) {
        if (lower.equals(EventCodec.CONTENT_TYPE)) {
          record.add(new Header(lower, value.getBytes(StandardCharsets.UTF_8)));
        } else if (lower.startsWith(ATTRIBUTE)) {
          record.add(
              new Header("ce_" + lower.substring(ATTRIBUTE.length()), decoded(lower, value)));
        }
      }
    });
    return record;
  }

  private static byte[] decoded(String name, String value) {
    String text = unquoted(name, value.strip());
    var bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '%') {
        bytes.write(octet(name, text, at));
        at += 2;
      } else if (character >= ' ' && character <= '~') {
        bytes.write(character);
      } else {
        throw wrong(name, "holds what is not ASCII: percent-encode it");
      }
    }
    return bytes.toByteArray();
  }

  private static int octet(String name, String text, int percent) {
    int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw wrong(name, "has a percent sign without two digits: write %25");
    }
    return high << 4 | low;
  }

  /** Quoted strings are of older versions of the binding. */
  private static String unquoted(String name, String value) {
    if (value.indexOf('"') < 0) {
      return value;
    }
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      throw wrong(name, "has a lone quote: write %22");
    }
    var text = new StringBuilder(value.length());
    for (int at = 1; at < value.length() - 1; at++) {
      char character = value.charAt(at);
      if (character == '\\' && at < value.length() - 2) {
        text.append(value.charAt(++at));
      } else if (character == '"' || character == '\\') {
        throw wrong(name, "has a lone quote: write %22");
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }

  private static MalformedEvent wrong(String name, String reason) {
    return new MalformedEvent(UNREAD, "header \"" + name + "\" " + reason);
  }
}
