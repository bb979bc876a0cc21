package dev.davit.cli.stack;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The layout of a stack's directory; the package description draws it. */
public record StackDirectory(Path root) {
  private static final String PRIVATE = "rwx------";

  /**
   * Makes what is absent; what is there stays.
   *
   * @throws DavitException PATH_REFUSED if the directory cannot be made
   */
  public static StackDirectory create(Path data) {
    var directory = new StackDirectory(data.toAbsolutePath().normalize());
    try {
      Files.createDirectories(directory.root);
      for (var open : new Path[] {directory.repositories(), directory.logs()}) {
        Files.createDirectories(open);
      }
      for (var closed :
          new Path[] {
            directory.secrets(),
            directory.kafka(),
            directory.run(),
            directory.scratch(),
            directory.staging(),
            directory.cache()
          }) {
        makePrivate(closed);
      }
      return directory;
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.PATH_REFUSED, "directory \"" + data + "\"", "it cannot be made", e);
    }
  }

  private static void makePrivate(Path directory) throws IOException {
    var permissions = PosixFilePermissions.fromString(PRIVATE);
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(permissions));
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(directory, permissions);
    }
  }

  public Path repositories() {
    return root.resolve("repositories");
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** Plain text of dumps under way; wiped by the services. */
  public Path staging() {
    return root.resolve("staging");
  }

  public Path cache() {
    return root.resolve("cache");
  }

  /** Settings of the processes, remembered ports, the lock. */
  public Path run() {
    return root.resolve("run");
  }

  /** What libraries of the services unpack. */
  public Path scratch() {
    return run().resolve("tmp");
  }

  public Path record() {
    return root.resolve("stack.json");
  }
}
