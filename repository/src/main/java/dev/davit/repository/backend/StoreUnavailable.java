package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The store did not answer, or broke off; the same call may succeed later. */
public final class StoreUnavailable extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String object, String reason, Throwable cause) {
    this(ErrorCode.STORE_UNAVAILABLE, object, reason, cause);
  }

  private StoreUnavailable(ErrorCode code, String object, String reason, Throwable cause) {
    super(code, object, reason, cause);
  }

  /** It answered that it has too much to do: {@code STORE_THROTTLED}. */
  public static StoreUnavailable throttled(String object, String reason, Throwable cause) {
    return new StoreUnavailable(ErrorCode.STORE_THROTTLED, object, reason, cause);
  }

  public boolean isThrottled() {
    return code() == ErrorCode.STORE_THROTTLED;
  }

  /** The same with another reason. */
  StoreUnavailable because(String reason) {
    return new StoreUnavailable(code(), problem().object(), reason, this);
  }
}
