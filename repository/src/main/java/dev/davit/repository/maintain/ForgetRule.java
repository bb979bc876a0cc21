package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.snapshot.SnapshotFilter;
import dev.davit.repository.snapshot.SnapshotGrouping;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;

/**
 * Which snapshots of a repository are kept: a policy for each series, and whatever carries one of
 * the tags. Pure.
 *
 * @param grouping what makes a series
 * @param filter the snapshots concerned; all others are kept
 */
public record ForgetRule(
    ForgetPolicy policy, List<String> keepTags, SnapshotGrouping grouping, SnapshotFilter filter) {
  public ForgetRule {
    keepTags = List.copyOf(keepTags);
  }

  /** It says nothing: everything is kept. */
  public boolean isEmpty() {
    return policy.isEmpty() && keepTags.isEmpty();
  }

  /**
   * @throws DavitException {@code INVALID_REQUEST} if nothing of the series would be left: a rule
   *     thins out, it never ends a series
   */
  List<SnapshotMeta> expired(List<SnapshotMeta> series, ZoneId zone, Instant now) {
    List<SnapshotMeta> unkept =
        policy.isEmpty() && !isEmpty()
            ? series
            : policy.expired(series, SnapshotMeta::time, zone, now);
    List<SnapshotMeta> expired =
        unkept.stream().filter(one -> Collections.disjoint(one.tags(), keepTags)).toList();
    if (!series.isEmpty() && expired.size() == series.size()) {
      SnapshotMeta one = series.getFirst();
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "rule for \"%s\" %s".formatted(one.hostname(), one.paths()),
          "it keeps none of " + series.size() + " snapshots; name them one by one to remove them");
    }
    return expired;
  }
}
