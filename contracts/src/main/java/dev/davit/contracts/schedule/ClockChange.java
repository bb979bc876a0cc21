package dev.davit.contracts.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the clocks, and what a schedule does there.
 *
 * @param at when it happens
 * @param before what the clock on the wall would show then; {@code after}: what it shows instead
 * @param fires how many fires lie in the skipped or repeated hour; 0 if it follows UTC
 * @param shown the first of them
 */
public record ClockChange(
    Instant at,
    LocalDateTime before,
    ZoneOffset offsetBefore,
    LocalDateTime after,
    ZoneOffset offsetAfter,
    Effect effect,
    long fires,
    List<Shift> shown) {
  private static final int SHOWN = 5;

  public ClockChange {
    shown = List.copyOf(shown);
  }

  /** What a clock change does to the fires that lie in it. */
  public enum Effect {
    /** No fire lies in it. */
    @JsonProperty("none")
    NONE,
    /** They wait until the clock has passed the skipped hour. */
    @JsonProperty("moved")
    MOVED,
    /** The hour comes twice, they come the first time only. */
    @JsonProperty("once")
    ONCE,
    /** The schedule matches every hour: it goes on as if no clock had changed. */
    @JsonProperty("follows-utc")
    FOLLOWS_UTC
  }

  /**
   * One fire that lies in it.
   *
   * @param wanted what the expression says
   * @param happens when it fires
   */
  public record Shift(LocalDateTime wanted, OffsetDateTime happens) {}

  /** All changes that begin in a year of the schedule's zone, in their order. */
  public static List<ClockChange> of(Cron cron, int year) {
    var rules = cron.zone().getRules();
    Instant from = cron.instant(LocalDateTime.of(year, 1, 1, 0, 0));
    Instant end = cron.instant(LocalDateTime.of(year + 1, 1, 1, 0, 0));
    List<ClockChange> found = new ArrayList<>();
    var change = rules.nextTransition(from.minusNanos(1));
    while (change != null && change.getInstant().isBefore(end)) {
      found.add(of(cron, change));
      change = rules.nextTransition(change.getInstant());
    }
    return found;
  }

  private static ClockChange of(Cron cron, ZoneOffsetTransition change) {
    long fires = 0;
    List<Shift> shown = new ArrayList<>();
    if (!cron.followsUtc()) {
      LocalDateTime from = earlier(change.getDateTimeBefore(), change.getDateTimeAfter());
      LocalDateTime end = from.plus(change.getDuration().abs());
      var wanted = cron.expression().next(from, end);
      while (wanted.isPresent()) {
        if (fires++ < SHOWN) {
          var happens = cron.instant(wanted.get()).atZone(cron.zone()).toOffsetDateTime();
          shown.add(new Shift(wanted.get(), happens));
        }
        wanted = cron.expression().next(wanted.get().plusSeconds(1), end);
      }
    }
    return new ClockChange(
        change.getInstant(),
        change.getDateTimeBefore(),
        change.getOffsetBefore(),
        change.getDateTimeAfter(),
        change.getOffsetAfter(),
        effect(cron, change, fires),
        fires,
        shown);
  }

  private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
    return one.isBefore(other) ? one : other;
  }

  private static Effect effect(Cron cron, ZoneOffsetTransition change, long fires) {
    if (cron.followsUtc()) {
      return Effect.FOLLOWS_UTC;
    }
    if (fires == 0) {
      return Effect.NONE;
    }
    return change.isGap() ? Effect.MOVED : Effect.ONCE;
  }
}
