package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The object is there already; its bytes are untouched. */
public final class ObjectExists extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectExists(String object, String reason, Throwable cause) {
    super(ErrorCode.OBJECT_EXISTS, object, reason, cause);
  }
}
