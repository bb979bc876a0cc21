package dev.davit.repository.backend;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;

/** What a store can answer instead of obeying; the type says whether to try again. */
public abstract sealed class StoreException extends DavitException
    permits AccessDenied,
        ObjectExists,
        ObjectMissing,
        ObjectTruncated,
        StoreFull,
        StoreUnavailable {
  private static final long serialVersionUID = 1L;

  StoreException(ErrorCode code, String object, String reason, Throwable cause) {
    super(code, object, reason, cause);
  }
}
