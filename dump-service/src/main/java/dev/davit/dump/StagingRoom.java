package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.dump.StagingDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory that dumps pass through in plain text: mode 0700, one directory per process below
 * it. Opening it wipes what processes left that no longer live; what living ones use stays.
 * Thread-safe.
 */
public final class StagingRoom implements AutoCloseable {
  private final Path own;

  private StagingRoom(Path own) {
    this.own = own;
  }

  /**
   * Makes the room of this process below {@code root}; {@link ErrorCode#PATH_REFUSED} if it cannot.
   */
  public static StagingRoom open(Path root) {
    try {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(root);
      Files.setPosixFilePermissions(root, owner);
      wipeLeftovers(root);
      Path own = root.resolve(nameOf(ProcessHandle.current()));
      Files.createDirectories(own, PosixFilePermissions.asFileAttribute(owner));
      return new StagingRoom(own);
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.PATH_REFUSED, "staging directory \"" + root + "\"", e.getMessage(), e);
    }
  }

  /** A new private directory for one use; closing it wipes it. */
  public StagingDirectory directory() throws IOException {
    return StagingDirectory.open(own.resolve(UUID.randomUUID().toString()));
  }

  @Override
  public void close() {
    try {
      StagingDirectory.wipe(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void wipeLeftovers(Path root) throws IOException {
    List<Path> rooms;
    try (Stream<Path> list = Files.list(root)) {
      rooms = list.filter(Files::isDirectory).toList();
    }
    for (Path room : rooms) {
      if (!mayBeInUse(room.getFileName().toString())) {
        StagingDirectory.wipe(room);
      }
    }
  }

  /** A pid alone is used again by others; with its start it names one process. */
  private static boolean mayBeInUse(String name) {
    if (!name.matches("[0-9]{1,18}\\.[0-9]{1,18}")) {
      return true; // not ours: never touched
    }
    long pid = Long.parseLong(name.substring(0, name.indexOf('.')));
    return ProcessHandle.of(pid).map(StagingRoom::nameOf).filter(name::equals).isPresent();
  }

  private static String nameOf(ProcessHandle process) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "." + start;
  }
}
