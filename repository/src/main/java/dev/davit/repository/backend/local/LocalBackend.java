package dev.davit.repository.backend.local;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.ObjectTruncated;
import dev.davit.repository.backend.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A repository in a directory, local or mounted. Needs a file system with hard links or one where
 * nobody else writes. Directories are made as objects need them. Thread-safe.
 */
public final class LocalBackend implements Backend {
  private final Path root;
  private final Durability durability = new Durability();
  private final LocalListing listing;

  public LocalBackend(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.listing = new LocalListing(this.root);
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    try {
      new ObjectFile(path(name), durability).create(body, isNeededAtOnce(name.kind()));
    } catch (IOException e) {
      throw LocalFailure.of(e, quoted(name));
    }
  }

  /**
   * A torn pack is harmless as long as no index names it, so packs wait for the barrier. Anything
   * else is read by its name alone and must be whole from the moment that it has one.
   */
  private static boolean isNeededAtOnce(ObjectKind kind) {
    return kind != ObjectKind.PACK;
  }

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    try (FileChannel file = FileChannel.open(path(name))) {
      ByteBuffer to = ByteBuffer.allocate(length);
      while (to.hasRemaining()) {
        if (file.read(to, offset + to.position()) < 0) {
          throw new ObjectTruncated(quoted(name), "it has only " + file.size() + " bytes", null);
        }
      }
      return to.array();
    } catch (IOException e) {
      throw LocalFailure.of(e, quoted(name));
    }
  }

  @Override
  public InputStream open(ObjectName name) {
    try {
      return Files.newInputStream(path(name));
    } catch (IOException e) {
      throw LocalFailure.of(e, quoted(name));
    }
  }

  @Override
  public long size(ObjectName name) {
    try {
      Path file = path(name);
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw new ObjectMissing(quoted(name), "it is no file", null);
      }
      return Files.size(file);
    } catch (IOException e) {
      throw LocalFailure.of(e, quoted(name));
    }
  }

  @Override
  public void list(ObjectKind kind, Consumer<StoredObject> each) {
    try {
      listing.list(kind, each);
    } catch (IOException e) {
      throw LocalFailure.of(e, "directory \"" + root.resolve(kind.directory()) + '"');
    }
  }

  @Override
  public void delete(ObjectName name) {
    Path file = path(name);
    try {
      Files.delete(file);
      durability.changed(file.getParent());
    } catch (NoSuchFileException gone) {
      // As good as deleted.
    } catch (IOException e) {
      throw LocalFailure.of(e, quoted(name));
    }
  }

  @Override
  public void sync() {
    try {
      durability.sync();
    } catch (IOException e) {
      throw LocalFailure.of(e, "directory \"" + root + '"');
    }
  }

  @Override
  public void close() {
    // Holds nothing open.
  }

  private Path path(ObjectName name) {
    return root.resolve(name.path());
  }

  private String quoted(ObjectName name) {
    return "file \"" + path(name) + '"';
  }
}
