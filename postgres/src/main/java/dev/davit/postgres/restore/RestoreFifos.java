package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Named pipes in the place of a dump's data files. pg_restore opens each one once, in an order of
 * its own, and reads it front to back. Which one it wants is found by trying to open them for
 * writing, which succeeds only for those it has open: with a thousand tables a round takes a few
 * milliseconds, and it ends as soon as each job has one.
 *
 * <p>Used by one thread, once.
 */
final class RestoreFifos {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Path directory;
  private final DumpFiles files;
  private final LongConsumer progress;
  private final int jobs;
  private final List<String> waiting;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final ExecutorService writers;

  RestoreFifos(Path directory, DumpFiles files, List<String> names, int jobs, LongConsumer progress)
      throws IOException {
    this.directory = directory;
    this.files = files;
    this.progress = progress;
    this.jobs = jobs;
    this.waiting = new ArrayList<>(names);
    this.waiting.sort(java.util.Comparator.comparingInt(RestoreFifos::number));
    for (String name : names) {
      Posix.makeFifo(directory.resolve(name));
    }
    this.writers =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("davit-restore-writer-", 0).factory());
  }

  private static int number(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  /** Feeds pg_restore until it has ended. */
  void feed(ChildProcess process, BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    try {
      while (!process.waitFor(LOOK)) {
        if (cancelled.getAsBoolean()) {
          throw new DavitException(ErrorCode.CANCELLED, "the restore", null);
        }
        throwFailure();
        serveReaders();
      }
      throwFailure();
    } finally {
      over.set(true);
      writers.shutdownNow();
    }
  }

  private void serveReaders() throws IOException {
    var names = waiting.iterator();
    while (active.get() < jobs && names.hasNext()) {
      String name = names.next();
      int pipe = Posix.openFifoIfRead(directory.resolve(name));
      if (pipe >= 0) {
        names.remove();
        active.incrementAndGet();
        writers.execute(() -> write(name, pipe));
      }
    }
  }

  private void write(String name, int pipe) {
    try (var content = files.open(name)) {
      boolean whole = FifoWriter.copy(content, pipe, progress, over::get);
      if (whole) {
        Files.delete(directory.resolve(name));
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      active.decrementAndGet();
    }
  }

  private void throwFailure() throws IOException {
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IOException(e);
    }
  }

  /** Names that pg_restore never asked for; empty after a whole restore. */
  List<String> unread() {
    return List.copyOf(waiting);
  }
}
