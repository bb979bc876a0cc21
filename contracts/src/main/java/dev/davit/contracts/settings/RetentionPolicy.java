package dev.davit.contracts.settings;

/**
 * Which recovery points are kept, in restic's words; a point that any rule keeps stays. All zero
 * keeps everything.
 */
public record RetentionPolicy(
    int last, int hourly, int daily, int weekly, int monthly, int yearly) {
  /** 7 daily, 5 weekly, 12 monthly. */
  public static final RetentionPolicy DEFAULT = new RetentionPolicy(0, 0, 7, 5, 12, 0);
}
