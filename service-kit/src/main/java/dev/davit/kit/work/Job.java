package dev.davit.kit.work;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.telemetry.LogKeys;
import dev.davit.kit.telemetry.Spans;
import dev.davit.kit.telemetry.WorkSpans;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** One leased item being worked on: runs the handler and settles the outcome. */
final class Job {
  private static final System.Logger LOG = System.getLogger(Job.class.getName());
  private static final Duration STORE_AWAY = Duration.ofSeconds(1);

  private final WorkStore store;
  private final Work work;
  private final WorkHandler handler;
  private final StoreLease lease;
  private final RetryPolicy retry;
  private Thread thread;
  private boolean inHandler;

  Job(WorkStore store, Work work, WorkHandler handler, StoreLease lease, RetryPolicy retry) {
    this.store = store;
    this.work = work;
    this.handler = handler;
    this.lease = lease;
    this.retry = retry;
  }

  Work work() {
    return work;
  }

  /** A platform thread: children die with the thread that made them, and handlers compute. */
  void start(Runnable atEnd) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("davit-" + work.kind() + "-" + work.system())
            .unstarted(() -> {
              try {
                traced();
              } finally {
                atEnd.run();
              }
            });
    thread.start(); // only now: whoever finds the handler running must find its thread
  }

  boolean join(Duration timeout) throws InterruptedException {
    return thread.join(timeout);
  }

  /** The worker stops: the handler is to end, and the work goes back. */
  void stop() {
    end(StoreLease.End.STOPPING);
  }

  /** Keeps the lease; ends the handler if it should end. */
  void heartbeat() {
    StoreLease.End before = lease.end();
    StoreLease.End now = lease.beat();
    lease.wake();
    if (before == StoreLease.End.NONE && now != StoreLease.End.NONE) {
      interrupt();
    }
  }

  private void end(StoreLease.End reason) {
    if (lease.endBecause(reason)) {
      interrupt();
    }
  }

  private synchronized void interrupt() {
    if (inHandler) {
      thread.interrupt();
    }
  }

  private synchronized void enter(boolean inside) {
    inHandler = inside;
  }

  private void traced() {
    try (var span = spans()) {
      LOG.log(System.Logger.Level.INFO, "work begins; " + this);
      run(span);
    } catch (DavitException e) {
      // LEASE_LOST when settling: another worker has it. Anything else: the lease will end.
      LOG.log(
          System.Logger.Level.WARNING, "work left to others; " + this + " problem=" + e.problem());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "work left to others; " + this, e);
    }
  }

  private WorkSpans spans() {
    var attributes =
        Map.of(
            LogKeys.SYSTEM,
            work.system().value(),
            LogKeys.RUN,
            work.run().toString(),
            LogKeys.ATTEMPT,
            Integer.toString(work.attempt()));
    var needed =
        work.facts().values().stream().map(Envelope::traceparent).filter(Objects::nonNull).toList();
    return Spans.work(work.kind().name(), work.envelope().traceparent(), needed, attributes);
  }

  private void run(WorkSpans span) {
    if (work.cancelRequested()) {
      lease.endBecause(StoreLease.End.CANCELLED);
      settle(new DavitException(ErrorCode.CANCELLED, describe(), null), span);
    } else if (work.attempt() > retry.attempts()) {
      settle(
          new DavitException(
              ErrorCode.WORKER_DIED, describe(), (work.attempt() - 1) + " tries did not end"),
          span);
    } else {
      RunFact fact;
      try {
        fact = handle();
      } catch (Throwable e) {
        settle(e, span);
        return;
      }
      finish(fact, span);
    }
  }

  /** A fact that is too large to be said fails the work, which has no other end then. */
  private void finish(RunFact fact, WorkSpans span) {
    try {
      persist(() -> store.finish(work, fact));
      LOG.log(System.Logger.Level.INFO, "work done; " + this);
    } catch (DavitException e) {
      if (e.code() != ErrorCode.TOO_LARGE) {
        throw e;
      }
      settle(e, span);
    }
  }

  private RunFact handle() throws Exception {
    enter(true);
    try {
      if (lease.cancelled()) { // stopped before it began: its interrupt came too early
        throw new InterruptedException();
      }
      return handler.run(work, lease);
    } finally {
      enter(false);
      Thread.interrupted(); // it was meant for the handler alone; the store must still be reached
    }
  }

  private void settle(Throwable failure, WorkSpans span) {
    switch (lease.end()) {
      case LOST -> LOG.log(System.Logger.Level.WARNING, "lease lost; " + this);
      case SUPERSEDED -> persist(() -> store.abandon(work));
      case CANCELLED -> cancel();
      case STOPPING -> persist(() -> store.release(work));
      case NONE -> fail(failure, span);
    }
  }

  private void cancel() {
    try {
      RunFact fact = handler.cancelled(work);
      persist(() -> store.cancelled(work, fact));
      LOG.log(System.Logger.Level.INFO, "work cancelled; " + this);
    } catch (DavitException e) {
      cancelAgain(e, e.problem());
    } catch (Exception e) {
      cancelAgain(e, unexpected(e));
    }
  }

  private void cancelAgain(Exception failure, Problem problem) {
    if (problem.code() == ErrorCode.LEASE_LOST) {
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "not yet cancelled; " + this, failure);
    if (work.attempt() < retry.attempts()) {
      persist(() -> store.retry(work, problem, delay(problem.code())));
    } else {
      persist(() -> store.fail(work, problem, handler.failed(work, problem)));
    }
  }

  private void fail(Throwable failure, WorkSpans span) {
    Problem problem =
        failure instanceof DavitException davit ? davit.problem() : unexpected(failure);
    span.fail(problem.toString());
    boolean again = retry.again(problem.code(), work.attempt());
    LOG.log(
        System.Logger.Level.WARNING,
        (again ? "work is tried again; " : "work given up; ") + this + " problem=" + problem,
        again ? null : failure);
    if (again) {
      persist(() -> store.retry(work, problem, delay(problem.code())));
    } else {
      persist(() -> store.fail(work, problem, handler.failed(work, problem)));
    }
  }

  private Duration delay(ErrorCode code) {
    return retry.delay(code, work.attempt(), ThreadLocalRandom.current());
  }

  /** The class alone: an unknown exception's text may hold a secret; the log has its trace. */
  private Problem unexpected(Throwable failure) {
    return new Problem(ErrorCode.INTERNAL, describe(), failure.getClass().getSimpleName());
  }

  /**
   * Writes an outcome, however long the database is away: hours of work are not thrown away for a
   * restart of it. The epoch is checked by the write itself.
   */
  private void persist(Runnable write) {
    while (true) {
      try {
        write.run();
        return;
      } catch (DavitException e) {
        if (e.code() != ErrorCode.STATE_UNAVAILABLE || lease.end() == StoreLease.End.STOPPING) {
          throw e;
        }
        LOG.log(System.Logger.Level.WARNING, "outcome waits for the database; " + this);
        pause(e);
      }
    }
  }

  private static void pause(DavitException failure) {
    try {
      Thread.sleep(STORE_AWAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private String describe() {
    return "work \"" + work.kind() + "\"";
  }

  @Override
  public String toString() {
    return "kind=%s system=%s run=%s generation=%d epoch=%d attempt=%d"
        .formatted(
            work.kind(),
            work.system(),
            work.run(),
            work.generation(),
            work.epoch(),
            work.attempt());
  }
}
