package dev.davit.cli.stack;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One supervised process of a stack. While it is not told to stop, it is started again whenever it
 * ends, at once the first time and with growing pauses if that goes on. Thread-safe.
 *
 * <p>One thread per process starts it and waits for it: the kernel binds the death signal to the
 * thread that creates a process.
 */
public final class ServiceProcess {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final int ATTEMPTS = 2;

  private final String name;
  private final List<String> command;
  private final LogFile log;
  private final BooleanSupplier ready;
  private final Consumer<String> listener;
  private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Thread supervisor;
  private Process process;
  private boolean stopping;
  private boolean answering;
  private Duration shortestPause = Duration.ZERO;
  private int starts;

  /**
   * @param ready cheap and repeatable; true once the process does its work
   * @param listener hears each unexpected end
   */
  public ServiceProcess(
      String name,
      List<String> command,
      Path log,
      BooleanSupplier ready,
      Consumer<String> listener) {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = new LogFile(log);
    this.ready = ready;
    this.listener = listener;
  }

  /** Starts it and returns at once. */
  public ServiceProcess start() {
    supervisor = Thread.ofPlatform().daemon().name("davit-stack-" + name).start(this::supervise);
    return this;
  }

  /**
   * Waits until it has been ready once.
   *
   * @throws DavitException SERVICE_DIED with the last lines of its log
   */
  public void awaitReady() {
    try {
      firstReady.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DavitException known) {
        throw known;
      }
      throw e;
    }
  }

  public String name() {
    return name;
  }

  /** Where its output goes. */
  public Path log() {
    return log.path();
  }

  /** Its process id; -1 while there is none. */
  public long pid() {
    return locked(() -> process == null ? -1L : process.pid());
  }

  /** How often it was started again. */
  public int restarts() {
    return locked(() -> Math.max(0, starts - 1));
  }

  /** True while it runs and has been ready since it was last started. */
  public boolean isReady() {
    return locked(() -> process != null && process.isAlive() && answering);
  }

  /** Kills it as a crash would; it is started again. */
  public void kill() {
    kill(Duration.ZERO);
  }

  /**
   * As {@link #kill()}.
   *
   * @param away how long it stays away at least
   */
  public void kill(Duration away) {
    locked(() -> {
      if (process != null) {
        shortestPause = away;
        process.destroyForcibly();
      }
      return null;
    });
  }

  /** Asks it to end, kills it after the limit, and returns when it is gone. Repeatable. */
  public void stop(Duration limit) throws InterruptedException {
    askToStop();
    var running = locked(() -> process);
    if (running != null && !running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      listener.accept(name + " did not stop within " + limit.toSeconds() + " s: killed");
      running.destroyForcibly();
    }
    if (supervisor != null) {
      supervisor.join();
    }
  }

  /** Asks it to end without waiting, so that several can end side by side. */
  public void askToStop() {
    locked(() -> {
      stopping = true;
      changed.signalAll();
      if (process != null) {
        process.destroy();
      }
      return null;
    });
  }

  private void supervise() {
    var backoff = new Backoff();
    try {
      while (launch()) {
        long began = System.nanoTime();
        awaitAnswer();
        int code = process.waitFor();
        if (locked(() -> stopping) || !mayGoOn(code)) {
          return;
        }
        var pause = longer(backoff.after(Duration.ofNanos(System.nanoTime() - began)));
        listener.accept(name + " ended with exit code " + code + ": started again");
        pause(pause);
      }
    } catch (IOException e) {
      fail("it cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      fail("it was stopped before it was ready");
    }
  }

  /** False once it must not run any more. */
  private boolean launch() throws IOException {
    lock.lock();
    try {
      if (stopping) {
        return false;
      }
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().removeIf(key -> key.startsWith("DAVIT_"));
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.prepared().toFile()));
      builder.directory(log.path().getParent().toFile());
      process = builder.start();
      process.getOutputStream().close();
      answering = false;
      starts++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void awaitAnswer() throws InterruptedException {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      if (ready.getAsBoolean()) {
        locked(() -> answering = true);
        firstReady.complete(null);
        return;
      }
      if (System.nanoTime() > end) {
        fail("not ready after " + READY_LIMIT.toMinutes() + " minutes");
        process.destroyForcibly();
        return;
      }
    }
  }

  /** A process that was never ready is tried twice; one that was, for ever. */
  private boolean mayGoOn(int code) {
    if (firstReady.isDone() && !firstReady.isCompletedExceptionally()) {
      return true;
    }
    if (starts < ATTEMPTS && !firstReady.isDone()) {
      return true;
    }
    fail("exit code " + code);
    return false;
  }

  private void fail(String reason) {
    if (!firstReady.isDone()) {
      firstReady.completeExceptionally(
          new DavitException(
              ErrorCode.SERVICE_DIED,
              "service \"" + name + "\"",
              reason + "; last lines of " + log.path() + ": " + log.tail()));
    }
  }

  private Duration longer(Duration pause) {
    return locked(() -> {
      var wanted = shortestPause;
      shortestPause = Duration.ZERO;
      return pause.compareTo(wanted) < 0 ? wanted : pause;
    });
  }

  private void pause(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(java.util.function.Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
