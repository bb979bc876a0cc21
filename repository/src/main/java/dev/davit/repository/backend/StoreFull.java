package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The store has no room left. */
public final class StoreFull extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreFull(String object, String reason, Throwable cause) {
    super(ErrorCode.DISK_FULL, object, reason, cause);
  }
}
