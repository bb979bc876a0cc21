package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.cli.output.Table;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code davit repo locks}. */
@Command(name = "locks", description = "Lists who holds the repository; restic's locks, too.")
final class LocksCommand extends RepoVerb {
  private record LockView(
      String id,
      boolean exclusive,
      Instant time,
      String hostname,
      String username,
      long pid,
      boolean stale) {}

  @Override
  public Integer call() {
    try (var session = open()) {
      var locks = session.repository().locks();
      List<LockView> views =
          locks.all().entrySet().stream()
              .map(entry -> {
                var lock = entry.getValue();
                return new LockView(
                    entry.getKey(),
                    lock.exclusive(),
                    lock.time(),
                    lock.hostname(),
                    lock.username(),
                    lock.pid(),
                    locks.isStale(lock));
              })
              .toList();
      print(views, () -> table(views));
    }
    return 0;
  }

  private static String table(List<LockView> locks) {
    var table = new Table(List.of("LOCK", "KIND", "REFRESHED", "HOST", "USER", "PID", "STALE"));
    for (var lock : locks) {
      table.row(
          List.of(
              SnapshotView.shortId(lock.id),
              lock.exclusive ? "exclusive" : "shared",
              Human.time(lock.time),
              lock.hostname,
              lock.username,
              Long.toString(lock.pid),
              lock.stale ? "yes" : ""));
    }
    return table.toString();
  }
}
