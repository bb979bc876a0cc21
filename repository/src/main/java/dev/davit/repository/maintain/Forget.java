package dev.davit.repository.maintain;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.snapshot.RepositoryLock;
import dev.davit.repository.snapshot.SnapshotFilter;
import dev.davit.repository.snapshot.SnapshotGrouping;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Snapshots;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** Removes snapshots; their data stays until a prune. Thread-safe. */
public final class Forget {
  private final Backend backend;
  private final Snapshots snapshots;
  private final InstantSource clock;

  public Forget(Backend backend, Snapshots snapshots, InstantSource clock) {
    this.backend = backend;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** What the policy no longer keeps, each host with its paths a series of its own. */
  public List<SnapshotMeta> expired(ForgetPolicy policy, ZoneId zone) {
    return expired(
        new ForgetRule(policy, List.of(), SnapshotGrouping.HOST_AND_PATHS, SnapshotFilter.all()),
        zone);
  }

  /** What the rule no longer keeps; snapshots that its filter does not match are left alone. */
  public List<SnapshotMeta> expired(ForgetRule rule, ZoneId zone) {
    List<SnapshotMeta> concerned = snapshots.all().stream().filter(rule.filter()::matches).toList();
    return rule.grouping().groups(concerned).stream()
        .flatMap(series -> rule.expired(series, zone, clock.instant()).stream())
        .toList();
  }

  /**
   * Removes the snapshots of these full ids; those that are gone are as good as removed. Durable
   * when it returns.
   *
   * @param exclusive looked at before every batch
   * @throws dev.davit.contracts.error.DavitException {@code LOCK_LOST}
   */
  public void remove(Collection<String> ids, RepositoryLock exclusive) {
    List<ObjectName> names =
        ids.stream().map(id -> ObjectName.of(ObjectKind.SNAPSHOT, id)).toList();
    Deletion.delete(backend, names, exclusive, done -> {});
    backend.sync();
  }
}
