package dev.davit.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.UUID;

/** Identifies a recovery point: database, media and configuration captured as one. */
public record PointId(@JsonValue UUID value) {

  /** A new id; unique without coordination. */
  public static PointId random() {
    return new PointId(UUID.randomUUID());
  }

  /** Reads the canonical text form; {@link ErrorCode#INVALID_NAME} for anything else. */
  @JsonCreator
  public static PointId parse(String text) {
    return CanonicalUuid.read(text)
        .map(PointId::new)
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.INVALID_NAME,
                "point \"" + text + "\"",
                "an id is a UUID in its canonical form"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
