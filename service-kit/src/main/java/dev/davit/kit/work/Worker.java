package dev.davit.kit.work;

import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Claims work and runs its handler, each item on a thread of its own, while another thread keeps
 * the leases. Any number of workers may share a store. Wakes on a {@link Signal} and looks at each
 * poll interval without one.
 */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration QUICK_HEARTBEAT = Duration.ofMillis(200);

  private final WorkStore store;
  private final Map<WorkKind, WorkHandler> handlers;
  private final WorkerSettings settings;
  private final ProgressSender progress;
  private final Signal signal;
  private final Signal beat = new Signal();
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();
  private final Thread claiming;
  private final Thread beating;
  private volatile boolean closing;
  private volatile boolean closed;

  /** Not yet started. */
  public Worker(
      WorkStore store,
      Map<WorkKind, WorkHandler> handlers,
      WorkerSettings settings,
      ProgressSender progress,
      Signal signal) {
    this.store = store;
    this.handlers = Map.copyOf(handlers);
    this.settings = settings;
    this.progress = progress;
    this.signal = signal;
    this.claiming = Thread.ofPlatform().daemon().name("davit-worker").unstarted(this::claimAll);
    this.beating = Thread.ofPlatform().daemon().name("davit-heartbeat").unstarted(this::keepLeases);
  }

  public Worker start() {
    beating.start();
    claiming.start();
    return this;
  }

  /** True while both threads run: health asks this. */
  public boolean alive() {
    return claiming.isAlive() && beating.isAlive();
  }

  /**
   * Stops claiming, interrupts the handlers and gives their work back for others to go on at once.
   * Leases are kept meanwhile; a handler that does not end in time is named in the log, and its
   * work is taken over when the lease ends.
   */
  @Override
  public void close() {
    closing = true;
    signal.raise();
    jobs.forEach(Job::stop);
    long deadline = System.nanoTime() + settings.stopWithin().toNanos();
    try {
      claiming.join(settings.stopWithin());
      jobs.forEach(Job::stop); // one may have been claimed meanwhile
      for (Job job : List.copyOf(jobs)) {
        if (!job.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.log(System.Logger.Level.WARNING, "work did not stop in time; " + job);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    beat.raise();
  }

  private void claimAll() {
    try {
      while (!closing) {
        if (!claimOne() && signal.await(settings.poll())) {
          beat.raise(); // a cancellation may have been requested
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean claimOne() {
    Map<Boolean, Set<WorkKind>> hasRoom =
        handlers.keySet().stream()
            .collect(Collectors.partitioningBy(this::hasRoom, Collectors.toSet()));
    try {
      long asked = System.nanoTime();
      Optional<Work> work =
          store.claim(settings.owner(), hasRoom.get(true), hasRoom.get(false), settings.lease());
      work.ifPresent(claimed -> start(claimed, asked));
      return work.isPresent();
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.WARNING, "no work claimed; problem=" + e.problem());
      return false;
    }
  }

  private boolean hasRoom(WorkKind kind) {
    long running = jobs.stream().filter(job -> job.work().kind().equals(kind)).count();
    return running < settings.concurrency().getOrDefault(kind, 1);
  }

  private void start(Work work, long asked) {
    var lease = new StoreLease(store, work, settings.lease(), progress, asked);
    var job = new Job(store, work, handlers.get(work.kind()), lease, settings.retry());
    jobs.add(job);
    job.start(() -> {
      jobs.remove(job);
      signal.raise();
    });
  }

  private void keepLeases() {
    try {
      while (!closed) {
        boolean woken = beat.await(settings.heartbeat());
        for (Job job : jobs) {
          job.heartbeat();
        }
        if (woken && !closed) {
          Thread.sleep(QUICK_HEARTBEAT); // many wake-ups, one heartbeat
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
