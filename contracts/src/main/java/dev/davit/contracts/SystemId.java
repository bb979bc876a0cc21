package dev.davit.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.regex.Pattern;

/**
 * The name of a protected system: 1 to 63 lower-case letters, digits and inner hyphens, so that it
 * can be a directory, a Kafka key, a restic host name and a part of a PostgreSQL identifier as it
 * is.
 */
public record SystemId(@JsonValue String value) {
  /** Of a whole name, as a regular expression. */
  public static final String PATTERN = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

  private static final Pattern VALID = Pattern.compile(PATTERN);

  @JsonCreator
  public SystemId {
    if (value == null || !VALID.matcher(value).matches()) {
      throw new DavitException(
          ErrorCode.INVALID_NAME,
          "system \"" + value + "\"",
          "a name has 1 to 63 lower-case letters, digits and inner hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
