package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The object ends before what was asked of it. */
public final class ObjectTruncated extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectTruncated(String object, String reason, Throwable cause) {
    super(ErrorCode.REPOSITORY_DAMAGED, object, reason, cause);
  }
}
