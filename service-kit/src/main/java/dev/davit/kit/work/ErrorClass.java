package dev.davit.kit.work;

import dev.davit.contracts.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;

/** What an error says about another try. */
public enum ErrorClass {
  /** Over by itself, and soon: something was away for a moment, or another worker goes on. */
  PASSING,
  /** Somebody is overloaded, or busy with others: coming back soon makes it worse. */
  THROTTLED,
  /** Another try would end the same way, until a person has changed something. */
  PERMANENT;

  private static final Set<ErrorCode> OF_A_MOMENT =
      EnumSet.of(
          ErrorCode.STORE_UNAVAILABLE,
          ErrorCode.DATABASE_UNREACHABLE,
          ErrorCode.PIN_LOST,
          ErrorCode.LEASE_LOST,
          ErrorCode.LOCK_LOST,
          ErrorCode.STATE_UNAVAILABLE);

  private static final Set<ErrorCode> OF_LOAD =
      EnumSet.of(ErrorCode.STORE_THROTTLED, ErrorCode.DATABASE_BUSY, ErrorCode.REPOSITORY_LOCKED);

  /** An error that nobody has thought of is permanent. */
  public static ErrorClass of(ErrorCode code) {
    if (OF_A_MOMENT.contains(code)) {
      return PASSING;
    }
    return OF_LOAD.contains(code) ? THROTTLED : PERMANENT;
  }
}
