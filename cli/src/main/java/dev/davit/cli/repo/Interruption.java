package dev.davit.cli.repo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the process is told to end: it is told, and waited for; if it
 * hangs, only its locks are given back, after which it can publish nothing. The process then ends
 * with 130 (Ctrl-C) or 143.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean set;

  private Interruption(Runnable release) {
    this.hook = new Thread(() -> interrupted(release), "davit-interrupted");
  }

  /**
   * @param release what must not stay behind, whatever the command hangs at
   */
  static Interruption watch(Runnable release) {
    var interruption = new Interruption(release);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  boolean isSet() {
    return set;
  }

  private void interrupted(Runnable release) {
    set = true;
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        release.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      release.run();
    }
  }

  /** The command has ended. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      return; // the hook runs; it was waiting for just this
    }
  }
}
