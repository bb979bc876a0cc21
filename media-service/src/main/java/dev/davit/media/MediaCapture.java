package dev.davit.media;

import dev.davit.contracts.error.DavitException;
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
import dev.davit.repository.Repository;
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
        var lock = CaptureLock.take(repository, lease, process)) {
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
    if (CaptureLock.noted(work).isPresent()) {
      removeLock(work);
    }
    return new MediaWorkCancelled(work.system(), work.run());
  }

  /** A repository that cannot be opened now keeps a lock that is stale in half an hour. */
  private void removeLock(Work work) {
    var settings = work.order(BackupStarted.class).settings();
    try (Repository repository = repositories.open(settings.repository())) {
      CaptureLock.removeLeftover(repository, CaptureLock.noted(work));
    } catch (DavitException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "lock stays until it is stale; run=%s problem=%s"
              .formatted(work.run(), e.problem().code().number()));
    }
  }
}
