package dev.davit.kit.inbox;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a record on the broker, written {@code davit.requests.v1:0:17}. */
public record QuarantineId(String topic, int partition, long offset) {
  private static final Pattern WRITTEN =
      Pattern.compile("([A-Za-z0-9._-]+):(\\d{1,9}):(\\d{1,18})");

  /**
   * @throws DavitException UNKNOWN_QUARANTINED if it is no such name
   */
  public static QuarantineId parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw unknown(text);
    }
    return new QuarantineId(
        written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3)));
  }

  static DavitException unknown(String id) {
    return new DavitException(ErrorCode.UNKNOWN_QUARANTINED, "record \"" + id + "\"", null);
  }

  @Override
  public String toString() {
    return topic + ":" + partition + ":" + offset;
  }
}
