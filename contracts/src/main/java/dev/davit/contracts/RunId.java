package dev.davit.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.UUID;

/**
 * Identifies one backup, recovery, drill, verification or replication, followed to exactly one
 * terminal state.
 */
public record RunId(@JsonValue UUID value) {

  /** A new id; unique without coordination. */
  public static RunId random() {
    return new RunId(UUID.randomUUID());
  }

  /** Reads the canonical text form; {@link ErrorCode#INVALID_NAME} for anything else. */
  @JsonCreator
  public static RunId parse(String text) {
    return CanonicalUuid.read(text)
        .map(RunId::new)
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.INVALID_NAME,
                "run \"" + text + "\"",
                "an id is a UUID in its canonical form"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
