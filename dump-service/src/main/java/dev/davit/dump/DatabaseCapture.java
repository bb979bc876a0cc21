package dev.davit.dump;

import dev.davit.contracts.Pin;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.postgres.dump.PinnedSnapshot;
import dev.davit.worker.RepositoryDoor;
import dev.davit.worker.WorkLock;

/**
 * Captures the databases of a system under one pin. Repeatable: each try has its own, higher pin,
 * and blobs that an earlier one stored are not stored again. Thread-safe.
 */
public final class DatabaseCapture implements WorkHandler {
  private final RepositoryDoor repositories;
  private final SecretResolver secrets;
  private final StagingRoom room;
  private final ToolSettings tools;

  public DatabaseCapture(
      RepositoryDoor repositories, SecretResolver secrets, StagingRoom room, ToolSettings tools) {
    this.repositories = repositories;
    this.secrets = secrets;
    this.room = room;
    this.tools = tools;
  }

  /**
   * {@code dump.pinned} and {@code references.listed} are announced on the way; {@code
   * dump.completed} is returned once its part is durable.
   */
  @Override
  public RunFact run(Work work, Lease lease) throws Exception {
    var order = work.order(BackupStarted.class);
    var settings = order.settings();
    var pin = new Pin(order.run(), Math.toIntExact(work.epoch()));
    try (var repository = repositories.open(settings.repository());
        var lock = WorkLock.shared(repository, lease, tools.process());
        var source = SourceServer.open(settings.database(), secrets, tools.programs());
        var staging = room.directory();
        var pinned =
            PinnedSnapshot.open(
                source.databases(),
                source.password(),
                Profiles.of(settings),
                tools.guardWait(),
                lease::onEnd)) {
      var capture = new PinnedCapture(order, pin, pinned, source.password(), lease, lock);
      return capture.run(repository, staging, tools);
    }
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    return new DumpFailed(work.system(), work.run(), problem);
  }

  /** Whatever a dead try may have left: its lock. Its staging goes when its process is gone. */
  @Override
  public RunFact cancelled(Work work) {
    var settings = work.order(BackupStarted.class).settings();
    WorkLock.removeLeftover(repositories, settings.repository(), work);
    return new DumpWorkCancelled(work.system(), work.run());
  }
}
