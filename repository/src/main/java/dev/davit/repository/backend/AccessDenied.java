package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The store refused; the same call will be refused again. */
public final class AccessDenied extends StoreException {
  private static final long serialVersionUID = 1L;

  public AccessDenied(String object, String reason, Throwable cause) {
    super(ErrorCode.STORE_REFUSED, object, reason, cause);
  }
}
