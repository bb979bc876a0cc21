package dev.davit.contracts.codec;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;

/**
 * Bytes that are no event: {@link ErrorCode#UNKNOWN_EVENT} for a type that is not in the table,
 * {@link ErrorCode#MALFORMED_EVENT} for everything else. The reason names the field.
 */
public final class MalformedEvent extends DavitException {
  private static final long serialVersionUID = 1L;

  MalformedEvent(ErrorCode code, String object, String reason) {
    super(code, object, reason);
  }

  MalformedEvent(String object, String reason) {
    this(ErrorCode.MALFORMED_EVENT, object, reason);
  }
}
