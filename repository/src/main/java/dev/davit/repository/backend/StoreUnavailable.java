package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The store did not answer, or broke off; the same call may succeed later. */
public final class StoreUnavailable extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String object, String reason, Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, object, reason, cause);
  }
}
