package dev.davit.postgres.dump;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A private directory (0700) for what a tool must have on disk for a moment: it holds the
 * database's plain text. Wiped when opened, which removes what a crash left, and when closed.
 */
public final class StagingDirectory implements AutoCloseable {
  private final Path path;

  private StagingDirectory(Path path) {
    this.path = path;
  }

  /**
   * @param path made if absent; whatever it holds is removed
   */
  public static StagingDirectory open(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    wipe(absolute);
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    Files.createDirectory(
        absolute,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new StagingDirectory(absolute);
  }

  public Path path() {
    return path;
  }

  /** An empty directory inside, made anew. */
  public Path fresh(String name) throws IOException {
    Path inside = path.resolve(name);
    wipe(inside);
    return Files.createDirectory(inside);
  }

  /** Removes a directory and what is in it; nothing to do if it is absent. */
  public static void wipe(Path directory) throws IOException {
    if (!Files.exists(directory, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof java.nio.file.NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            try {
              Files.deleteIfExists(dir);
            } catch (DirectoryNotEmptyException late) {
              wipe(dir); // a dying tool wrote one more file
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    wipe(path);
  }
}
