package dev.davit.media;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaFailed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.media.model.CaptureRoots;
import dev.davit.worker.RepositoryDoor;
import dev.davit.worker.WorkLock;
import java.time.Duration;

/**
 * Captures the media of a system for one pin. Repeatable: blobs that an earlier try stored are not
 * stored again, and the lock it left is removed. Thread-safe.
 */
public final class MediaCapture implements WorkHandler {
  private static final System.Logger LOG = System.getLogger(MediaCapture.class.getName());

  private final RepositoryDoor repositories;
  private final String process;
  private final Duration referencesWait;

  /**
   * @param process unique among all processes that write to one repository
   * @param referencesWait how long the list of references may take after the trees were read
   */
  public MediaCapture(RepositoryDoor repositories, String process, Duration referencesWait) {
    this.repositories = repositories;
    this.process = process;
    this.referencesWait = referencesWait;
  }

  /** {@code media.completed}, once its part is durable. */
  @Override
  public RunFact run(Work work, Lease lease) throws Exception {
    var order = work.order(BackupStarted.class);
    var pinned = work.fact(DumpPinned.class);
    var roots = new CaptureRoots(order.settings().media());
    RepositoryPlace.requireOutside(order.settings().repository(), roots);
    try (var repository = repositories.open(order.settings().repository());
        var lock = WorkLock.shared(repository, lease, process)) {
      return new PinnedMedia(order, pinned, roots, repository, lock, lease).run(referencesWait);
    }
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    return new MediaFailed(work.system(), work.run(), problem);
  }

  /** Whatever a dead try may have left: its lock. */
  @Override
  public RunFact cancelled(Work work) {
    var settings = work.order(BackupStarted.class).settings();
    WorkLock.removeLeftover(repositories, settings.repository(), work);
    return new MediaWorkCancelled(work.system(), work.run());
  }
}
