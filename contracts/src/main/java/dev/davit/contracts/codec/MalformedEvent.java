package dev.davit.contracts.codec;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.PlainText;

/**
 * Bytes that are no event: {@link ErrorCode#UNKNOWN_EVENT} for a type that is not in the table,
 * {@link ErrorCode#NEWER_EVENT} for a later version of one that is, {@link ErrorCode#TOO_LARGE} for
 * what was not looked into, {@link ErrorCode#MALFORMED_EVENT} for everything else. The reason names
 * the field, on one short line whatever the bytes hold.
 */
public final class MalformedEvent extends DavitException {
  private static final long serialVersionUID = 1L;
  private static final int OBJECT = 200;
  private static final int REASON = 500;

  MalformedEvent(ErrorCode code, String object, String reason) {
    super(code, PlainText.of(object, OBJECT), PlainText.of(reason, REASON));
  }

  MalformedEvent(String object, String reason) {
    this(ErrorCode.MALFORMED_EVENT, object, reason);
  }
}
