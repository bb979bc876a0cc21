package dev.davit.contracts.error;

/**
 * One thing that went wrong, as every surface of Davit shows it.
 *
 * @param object what was being worked on, its name in quotes
 * @param reason what was found; null if the code says it all
 */
public record Problem(ErrorCode code, String object, String reason) {

  /** As others wrote it: what a code means stands in our own table. */
  static Problem written(
      ErrorCode code, String object, String reason, String meaning, String remedy) {
    return new Problem(code, object, reason);
  }

  /** What the code means, in one phrase; null for a problem that others wrote without one. */
  public String meaning() {
    return code == null ? null : code.meaning();
  }

  /** What to do about it; null as above. */
  public String remedy() {
    return code == null ? null : code.remedy();
  }

  /**
   * {@code DAVIT-2107 the target holds data: database "shop", 12 tables present; name an empty
   * target …}.
   */
  @Override
  public String toString() {
    if (code == null) {
      return object + ", " + reason;
    }
    var text = new StringBuilder(code.number()).append(' ').append(code.meaning());
    if (object != null) {
      text.append(": ").append(object);
    }
    if (reason != null) {
      text.append(object == null ? ": " : ", ").append(reason);
    }
    return text.append("; ").append(code.remedy()).toString();
  }
}
