package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** How long work of a process that was killed or frozen lay idle. One thread's own. */
final class Takeovers {
  private static final List<ServiceName> WORKERS =
      List.of(ServiceName.DUMP, ServiceName.MEDIA, ServiceName.AUDIT);

  private final StateTables tables;
  private final List<Orphan> orphans = new ArrayList<>();
  private final List<Duration> taken = new ArrayList<>();

  private record Orphan(ServiceName service, UUID id, String owner, long since) {}

  Takeovers(StateTables tables) {
    this.tables = tables;
  }

  /** To be called just before the process is harmed. */
  void expect(ServiceName service, long pid) {
    if (service == ServiceName.SCHEDULER) {
      return; // its runs are nobody's
    }
    try {
      orphans.addAll(
          tables.query(
              service,
              "select id, owner from work where state = 'leased' and owner like ?",
              row ->
                  new Orphan(
                      service, row.getObject(1, UUID.class), row.getString(2), System.nanoTime()),
              "davit-" + service.shortName() + "-" + pid + "-%"));
    } catch (SQLException | IOException e) {
      // PostgreSQL is away: nobody can tell whose the work is.
    }
  }

  /** Processes that hold work now; empty also if nobody can tell. */
  Set<Long> busy() {
    var pids = new TreeSet<Long>();
    try {
      for (ServiceName service : WORKERS) {
        pids.addAll(
            tables.query(
                service,
                "select distinct split_part(owner, '-', 3)::bigint from work where state = 'leased'",
                row -> row.getLong(1)));
      }
    } catch (SQLException | IOException e) {
      return Set.of(); // PostgreSQL is away
    }
    return pids;
  }

  /** To be called often. */
  void look() {
    for (Orphan orphan : List.copyOf(orphans)) {
      try {
        var owners =
            tables.query(
                orphan.service(),
                "select owner, state from work where id = ?",
                row -> new String[] {row.getString(1), row.getString(2)},
                orphan.id());
        settle(orphan, owners);
      } catch (SQLException | IOException e) {
        return; // later
      }
    }
  }

  private void settle(Orphan orphan, List<String[]> owners) {
    String owner = owners.isEmpty() ? null : owners.getFirst()[0];
    if (owner != null && !owner.equals(orphan.owner())) {
      taken.add(Duration.ofNanos(System.nanoTime() - orphan.since()));
      orphans.remove(orphan);
    } else if (owners.isEmpty()
        || List.of("done", "failed", "cancelled").contains(owners.getFirst()[1])) {
      orphans.remove(orphan); // it was only frozen, or the run was cancelled
    }
  }

  List<Duration> taken() {
    return taken;
  }
}
