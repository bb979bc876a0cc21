package dev.davit.repository.backend;

import dev.davit.contracts.error.ErrorCode;

/** The object is there already; its bytes are untouched. */
public final class ObjectExists extends StoreException {
  private static final long serialVersionUID = 1L;

  private final boolean perhapsOurs;

  public ObjectExists(String object, String reason, Throwable cause) {
    this(object, reason, cause, false);
  }

  /**
   * @param perhapsOurs the call broke off, so that the object may be the one it was to create
   */
  public ObjectExists(String object, String reason, Throwable cause, boolean perhapsOurs) {
    super(ErrorCode.OBJECT_EXISTS, object, reason, cause);
    this.perhapsOurs = perhapsOurs;
  }

  /** Whether comparing bytes is worth the while. */
  public boolean isPerhapsOurs() {
    return perhapsOurs;
  }
}
