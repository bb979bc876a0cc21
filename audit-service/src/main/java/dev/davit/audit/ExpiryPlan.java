package dev.davit.audit;

import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.repository.maintain.ForgetPolicy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which points go. Sealed points and open ones are a series each, so that an open point never takes
 * the place of a sealed one; the newest sealed point stays, whatever the policy. Pure.
 *
 * @param points that no rule keeps
 * @param leftovers snapshots of runs whose point is another snapshot
 */
record ExpiryPlan(List<StoredPoint> points, List<ExpiryPlan.Leftover> leftovers) {

  /**
   * A second snapshot of one run.
   *
   * @param point what counts instead of it
   */
  record Leftover(StoredPoint snapshot, StoredPoint point) {}

  /**
   * @param all points of one system, each whole and signed
   * @param inUse ids of snapshots that must stay for now
   */
  static ExpiryPlan of(List<StoredPoint> all, RetentionPolicy policy, Set<String> inUse) {
    Map<String, StoredPoint> byRun = new LinkedHashMap<>();
    List<Leftover> leftovers = new ArrayList<>();
    for (StoredPoint point : all.stream().sorted(SealedPoints.PRECEDENCE).toList()) {
      StoredPoint first = byRun.putIfAbsent(point.manifest().run(), point);
      if (first != null) {
        leftovers.add(new Leftover(point, first));
      }
    }
    var rules = rules(policy);
    List<StoredPoint> sealed = ofState(byRun, true);
    List<StoredPoint> expired = new ArrayList<>(expired(sealed, rules));
    sealed.stream()
        .max((left, right) -> left.manifest().at().compareTo(right.manifest().at()))
        .ifPresent(expired::remove);
    expired.addAll(expired(ofState(byRun, false), rules));
    expired.removeIf(point -> inUse.contains(point.snapshot().id()));
    leftovers.removeIf(left -> inUse.contains(left.snapshot().snapshot().id()));
    return new ExpiryPlan(List.copyOf(expired), List.copyOf(leftovers));
  }

  private static List<StoredPoint> ofState(Map<String, StoredPoint> points, boolean sealed) {
    return points.values().stream()
        .filter(point -> (point.manifest().state() == PointState.SEALED) == sealed)
        .toList();
  }

  /** Days are those of UTC, as the snapshots' times are. */
  private static List<StoredPoint> expired(List<StoredPoint> series, ForgetPolicy rules) {
    return rules.expired(series, point -> point.manifest().at(), ZoneOffset.UTC, Instant.MAX);
  }

  private static ForgetPolicy rules(RetentionPolicy policy) {
    return new ForgetPolicy(
        policy.last(),
        policy.hourly(),
        policy.daily(),
        policy.weekly(),
        policy.monthly(),
        policy.yearly());
  }
}
