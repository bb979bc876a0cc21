package dev.davit.repository.backend.local;

import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.posix.PosixFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** Writes one object under a temporary name and gives it its own when it is whole. */
final class ObjectFile {
  private static final int READ_ONLY = 0400;
  private static final int DIRECTORY_MODE = 0700;
  private static final int BUFFER = 128 << 10;

  private final Path directory;
  private final byte[] name;
  private final Path path;
  private final Durability durability;

  ObjectFile(Path path, Durability durability) {
    this.path = path;
    this.directory = path.getParent();
    this.name = bytes(path.getFileName().toString());
    this.durability = durability;
  }

  /**
   * @param durableFirst whether the content must be on the disk before the name is
   * @throws FileAlreadyExistsException the object is untouched
   */
  void create(ObjectBody body, boolean durableFirst) throws IOException {
    try (Directory open = openOrMake(directory)) {
      byte[] temporary = bytes(path.getFileName() + "-tmp-" + UUID.randomUUID());
      try (PosixFile file = open.create(temporary, READ_ONLY)) {
        copy(body, file);
        if (durableFirst) {
          file.sync();
        }
        publish(open, temporary);
      } finally {
        deleteQuietly(open, temporary);
      }
    }
    if (!durableFirst) {
      durability.written(path);
    }
    durability.changed(directory);
  }

  private static void copy(ObjectBody body, PosixFile file) throws IOException {
    byte[] buffer = new byte[(int) Math.clamp(body.size(), 1, BUFFER)];
    long position = 0;
    try (InputStream in = body.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        file.write(buffer, 0, count, position);
        position += count;
      }
    }
    if (position != body.size()) {
      throw new IOException("%d bytes announced, %d given".formatted(body.size(), position));
    }
  }

  /** A second name cannot replace anything, unlike renaming. */
  private void publish(Directory open, byte[] temporary) throws IOException {
    try {
      open.hardLink(open, temporary, name);
    } catch (PosixException | AccessDeniedException noLinks) {
      renameIfAbsent(open, temporary, noLinks);
    }
  }

  /** For file systems without hard links: two writers of one name would both succeed here. */
  private void renameIfAbsent(Directory open, byte[] temporary, IOException noLinks)
      throws IOException {
    try {
      open.stat(name);
    } catch (NoSuchFileException free) {
      try {
        open.rename(temporary, open, name);
        return;
      } catch (IOException e) {
        e.addSuppressed(noLinks);
        throw e;
      }
    }
    throw new FileAlreadyExistsException(path.toString());
  }

  private static void deleteQuietly(Directory open, byte[] temporary) {
    try {
      open.delete(temporary);
    } catch (IOException left) {
      // Renamed, or in the way of nobody: temporary names are never listed.
    }
  }

  private Directory openOrMake(Path wanted) throws IOException {
    try {
      return Directory.open(wanted);
    } catch (NoSuchFileException absent) {
      Path parent = wanted.getParent();
      if (parent == null) {
        throw absent;
      }
      try (Directory above = openOrMake(parent)) {
        above.makeDirectory(bytes(wanted.getFileName().toString()), DIRECTORY_MODE);
        durability.changed(parent);
      } catch (FileAlreadyExistsException madeMeanwhile) {
        // By another writer.
      }
      return Directory.open(wanted);
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
