package dev.davit.scheduler.model;

import dev.davit.contracts.SystemId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * The place of a schedule in its spread, so that many equal ones do not start at once. It is a
 * fixed fraction of the spread: the first eight bytes of SHA-256 of {@code SYSTEM/SCHEDULE} as an
 * unsigned number by 2⁶⁴, to the second below. Every replica has the same, after any restart.
 */
public final class Spread {
  /** The one schedule that a system has, so that others that may come get places of their own. */
  private static final String BACKUP = "backup";

  private Spread() {}

  /** From zero to below {@code spread}, in whole seconds. */
  public static Duration offset(SystemId system, Duration spread) {
    return offset(system + "/" + BACKUP, spread);
  }

  private static Duration offset(String schedule, Duration spread) {
    long fraction = ByteBuffer.wrap(sha256(schedule)).getLong();
    return Duration.ofSeconds(Math.unsignedMultiplyHigh(fraction, spread.toSeconds()));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
