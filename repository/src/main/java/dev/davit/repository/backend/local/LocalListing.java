package dev.davit.repository.backend.local;

import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.posix.FileStat;
import dev.davit.repository.posix.FileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Finds objects in their directories; holds the names of one directory in memory. */
final class LocalListing {
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
  private final Path root;

  LocalListing(Path root) {
    this.root = root;
  }

  void list(ObjectKind kind, Consumer<StoredObject> each) throws IOException {
    Path directory = root.resolve(kind.directory());
    try (Directory open = Directory.open(directory)) {
      for (DirectoryEntry entry : open.entries()) {
        String name = new String(entry.name(), StandardCharsets.ISO_8859_1);
        if (kind != ObjectKind.PACK) {
          hand(open, kind, name, each);
        } else if (SHARD.matcher(name).matches()) {
          listShard(directory.resolve(name), each);
        }
      }
    } catch (NoSuchFileException absent) {
      // Made when the first object of the kind is: there is none yet.
    }
  }

  private static void listShard(Path shard, Consumer<StoredObject> each) throws IOException {
    String prefix = shard.getFileName().toString();
    try (Directory open = Directory.open(shard)) {
      for (DirectoryEntry entry : open.entries()) {
        String name = new String(entry.name(), StandardCharsets.ISO_8859_1);
        if (name.startsWith(prefix)) {
          hand(open, ObjectKind.PACK, name, each);
        }
      }
    } catch (NoSuchFileException gone) {
      // Removed meanwhile.
    }
  }

  private static void hand(
      Directory directory, ObjectKind kind, String name, Consumer<StoredObject> each)
      throws IOException {
    if (!ObjectName.isId(kind, name)) {
      return;
    }
    FileStat stat;
    try {
      stat = directory.stat(name.getBytes(StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException gone) {
      return;
    }
    if (stat.type() == FileType.FILE) {
      each.accept(new StoredObject(ObjectName.of(kind, name), stat.size(), stat.mtime()));
    }
  }
}
