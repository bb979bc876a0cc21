package dev.davit.postgres.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.DiskSpace;
import dev.davit.postgres.Posix;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Reads the directory that pg_dump fills while it does so: each file is handed to the sink as soon
 * as it appears, freed behind the reader and removed at its end. While more than the limit waits to
 * be read, pg_dump and its workers are stopped.
 *
 * <p>There is one reader more than pg_dump has jobs. A reader waits for pg_dump only at the end of
 * a file that is being written, of which there is one for each job, so that while pg_dump is
 * stopped one reader at least goes on, and what waits shrinks until pg_dump may go on.
 *
 * <p>Used by one thread, once.
 */
final class DumpTail {
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Where little may wait, pg_dump would have written too much by the next look. */
  private static final Duration QUICK_LOOK = Duration.ofMillis(4);

  private static final long LITTLE = 64 << 20;

  private final Path directory;
  private final ChildProcess process;
  private final DumpSink sink;
  private final LongConsumer progress;
  private final long limit;
  private final boolean punches;
  private final ExecutorService readers;
  private final Map<String, GrowingFile> live = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();
  private final Map<String, RowSum> sums = new ConcurrentHashMap<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();
  private boolean stopped;

  DumpTail(
      Path directory,
      ChildProcess process,
      DumpSink sink,
      LongConsumer progress,
      DumpOptions options,
      boolean punches)
      throws IOException {
    this.directory = directory;
    this.process = process;
    this.sink = sink;
    this.progress = progress;
    this.punches = punches;
    this.limit = Math.min(options.waitingLimit(), DiskSpace.free(directory) / 4);
    this.readers =
        Executors.newFixedThreadPool(
            options.jobs() + 1,
            Thread.ofPlatform().daemon().name("davit-dump-reader-", 0).factory());
  }

  /**
   * Reads until pg_dump has ended and every file was read to its end.
   *
   * @param atFirstData run once when the first table's data begins, at which time pg_dump holds all
   *     its locks
   */
  void follow(BooleanSupplier cancelled, Runnable atFirstData)
      throws IOException, InterruptedException {
    boolean dataSeen = false;
    try {
      boolean ended = false;
      while (!ended) {
        ended = process.waitFor(limit < LITTLE ? QUICK_LOOK : LOOK);
        if (cancelled.getAsBoolean()) {
          throw new DavitException(ErrorCode.CANCELLED, "the dump", null);
        }
        look(ended);
        if (!dataSeen && known.stream().anyMatch(n -> n.endsWith(".dat") && !isLate(n))) {
          dataSeen = true;
          hold(); // it takes its time, in which nobody would watch how much is written
          atFirstData.run();
        }
        holdBackOrGoOn();
        throwFailure();
      }
      awaitReaders(cancelled);
    } finally {
      live.values().forEach(GrowingFile::abort);
      readers.shutdownNow();
      if (stopped) {
        process.signal(Posix.SIGCONT); // else one that is about to fail could not say why
      }
    }
  }

  /** A table's file ends before its rows do: whoever wrote it is gone. */
  static final class CutOff extends IOException {
    private static final long serialVersionUID = 1L;

    CutOff(String file) {
      super("file " + file + " of the dump is cut off");
    }
  }

  /**
   * One look: new files, sizes, and which files are closed. Names first, then who has them open.
   */
  private void look(boolean ended) throws IOException {
    for (String name : names()) {
      if (known.add(name)) {
        live.put(name, new GrowingFile(directory.resolve(name), punches, this::read));
        if (!isLate(name)) {
          submit(live.get(name));
        }
      }
    }
    var open = ended ? Set.<String>of() : OpenFiles.of(process.pid(), directory);
    for (var file : new ArrayList<>(live.values())) {
      observe(file, !open.contains(file.name()));
    }
  }

  /**
   * Listings, which are small and which pg_dump keeps open throughout: read when they are closed.
   */
  private static boolean isLate(String name) {
    return name.endsWith("toc.dat") || name.endsWith(".toc");
  }

  private void observe(GrowingFile file, boolean closed) throws IOException {
    if (removed.contains(file.name())) {
      live.remove(file.name());
      return;
    }
    if (file.isComplete()) {
      return;
    }
    try {
      long size = Files.size(directory.resolve(file.name()));
      if (closed) {
        file.finished(size);
        if (isLate(file.name())) {
          submit(file);
        }
      } else {
        file.grown(size);
      }
    } catch (NoSuchFileException e) {
      throw new IOException("file " + file.name() + " of the dump was removed by someone else", e);
    }
  }

  private List<String> names() throws IOException {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(e -> names.add(e.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return names; // pg_dump has not made it yet
    }
    names.sort(null);
    return names;
  }

  private void read(long count) {
    bytes.addAndGet(count);
    progress.accept(count);
  }

  private void submit(GrowingFile file) {
    readers.execute(() -> {
      try {
        consume(file);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    });
  }

  private void consume(GrowingFile file) throws IOException {
    try (file) {
      sink.file(file.name(), file);
      if (!file.isConsumed()) {
        throw new IOException("file " + file.name() + " of the dump was not read to its end");
      }
    }
    if (file.sum() != null) {
      if (!file.sum().ended()) {
        throw new CutOff(file.name());
      }
      sums.put(file.name(), file.sum());
    }
    removed.add(file.name());
    if (!isLate(file.name())) {
      file.remove();
    }
  }

  private void holdBackOrGoOn() {
    long waiting = live.values().stream().mapToLong(GrowingFile::waiting).sum();
    if (waiting > limit) {
      hold();
    } else if (stopped && waiting < limit / 2) {
      process.signal(Posix.SIGCONT);
      stopped = false;
    }
  }

  private void hold() {
    if (!stopped) {
      process.signal(Posix.SIGSTOP);
      stopped = true;
    }
  }

  private void awaitReaders(BooleanSupplier cancelled) throws IOException, InterruptedException {
    readers.shutdown();
    while (!readers.awaitTermination(100, TimeUnit.MILLISECONDS)) {
      throwFailure();
      if (cancelled.getAsBoolean()) {
        throw new DavitException(ErrorCode.CANCELLED, "the dump", null);
      }
    }
    throwFailure();
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

  int files() {
    return known.size();
  }

  long bytes() {
    return bytes.get();
  }

  /** Sum of each table's rows by file name. */
  Map<String, RowSum> sums() {
    return Map.copyOf(sums);
  }
}
