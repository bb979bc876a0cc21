package dev.davit.repository.index;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Index objects kept on local disk, as stored: sealed, and checked on every use, so that a damaged
 * or foreign file is merely fetched again. Errors of the disk never fail the caller.
 */
final class IndexCache {
  private static final System.Logger LOG = System.getLogger(IndexCache.class.getName());

  private final Backend backend;
  private final Path directory;

  /**
   * @param directory null for none
   */
  IndexCache(Backend backend, Path directory) {
    this.backend = backend;
    this.directory = directory;
  }

  /** As stored; may be damaged if it comes from the disk: then {@link #fetch} it. */
  byte[] read(ObjectName name) {
    if (directory == null) {
      return backend.read(name);
    }
    try {
      return Files.readAllBytes(directory.resolve(name.id()));
    } catch (IOException notThere) {
      return fetch(name);
    }
  }

  byte[] fetch(ObjectName name) {
    byte[] bytes = backend.read(name);
    if (directory != null) {
      keep(name, bytes);
    }
    return bytes;
  }

  /** Forgets what the store no longer has. */
  void retain(Set<ObjectName> present) {
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String id = file.getFileName().toString();
        if (ObjectName.isId(ObjectKind.INDEX, id)
            && !present.contains(ObjectName.of(ObjectKind.INDEX, id))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "index cache not tidied", e);
    }
  }

  private void keep(ObjectName name, byte[] bytes) {
    try {
      Files.createDirectories(directory);
      Path temporary = Files.createTempFile(directory, "new-", null);
      Files.write(temporary, bytes);
      Files.move(temporary, directory.resolve(name.id()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "index object not cached", e);
    }
  }
}
