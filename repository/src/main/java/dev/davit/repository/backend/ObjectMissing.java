package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** There is no such object. */
public final class ObjectMissing extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectMissing(String object, String reason, Throwable cause) {
    super(ErrorCode.OBJECT_MISSING, object, reason, cause);
  }
}
