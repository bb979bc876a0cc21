package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.media.model.DirectoryLook;
import dev.davit.media.model.SideNames;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.posix.PathBytes;
import dev.davit.repository.posix.PosixFile;
import dev.davit.repository.snapshot.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory and the side directory in it, where what was restored waits and what was replaced is
 * kept. The directory itself is never renamed: it may be a mount point. Its entries are, one after
 * another, each step such that doing it again completes it. Nothing is ever overwritten by a
 * rename. Used by one thread.
 */
final class SideDirectory implements AutoCloseable {
  private static final int OWNER_ONLY = 0700;
  private static final int OWNER_READS = 0600;
  private static final byte[] NEW = FileName.encode(SideNames.NEW);
  private static final byte[] OLD = FileName.encode(SideNames.OLD);
  private static final byte[] LIST = FileName.encode(SideNames.LIST);

  private final String path;
  private final String sideName;
  private final Directory directory;
  private final Runnable check;

  private SideDirectory(String path, Recovery recovery, Directory directory) {
    this.path = path;
    this.sideName = recovery.side();
    this.directory = directory;
    this.check = recovery::requireWanted;
  }

  /**
   * @param path absolute; links in it are followed
   */
  static SideDirectory open(String path, Recovery recovery) throws IOException {
    return new SideDirectory(path, recovery, Directory.open(FileName.encode(path)));
  }

  Directory directory() {
    return directory;
  }

  /** Makes the side directory anew, with nothing in it. */
  void makeEmpty() throws IOException {
    remove();
    check.run();
    directory.makeDirectory(side(), OWNER_ONLY);
    try (Directory side = directory.directory(side())) {
      side.makeDirectory(NEW, OWNER_ONLY);
      side.makeDirectory(OLD, OWNER_ONLY);
    }
  }

  /** Where to restore to. */
  Path restored() {
    return Path.of(path, sideName, SideNames.NEW);
  }

  /** Notes which names go in, while all of them are still outside. */
  void listNames() throws IOException {
    try (Directory side = directory.directory(side());
        Directory fresh = side.directory(NEW)) {
      var names = new ByteArrayOutputStream();
      for (DirectoryEntry entry : fresh.entries()) {
        names.writeBytes(entry.name());
        names.write(0);
      }
      write(side, names.toByteArray());
      side.sync();
    }
  }

  private static void write(Directory side, byte[] bytes) throws IOException {
    try {
      side.delete(LIST);
    } catch (NoSuchFileException none) {
      // the first try
    }
    try (PosixFile file = side.create(LIST, OWNER_READS)) {
      file.write(bytes, 0, bytes.length, 0);
      file.sync();
    }
  }

  /**
   * Everything there, or what has the listed names, goes aside; the names that go in are outside.
   *
   * @param whole everything
   */
  void moveOut(boolean whole) throws IOException {
    try (Directory side = directory.directory(side());
        Directory old = side.directory(OLD)) {
      for (byte[] name : whole ? own() : names(side)) {
        if (exists(directory, name)) {
          move(directory, name, old);
        }
      }
      sync(old);
    }
  }

  /** What was restored goes in. */
  void moveIn() throws IOException {
    try (Directory side = directory.directory(side());
        Directory fresh = side.directory(NEW)) {
      for (DirectoryEntry entry : fresh.entries()) {
        move(fresh, entry.name(), directory);
      }
      sync(fresh);
    }
  }

  /** The opposite of {@link #moveIn}: what has other names came from others, and stays. */
  void moveInBack() throws IOException {
    try (Directory side = directory.directory(side());
        Directory fresh = side.directory(NEW)) {
      for (byte[] name : names(side)) {
        if (exists(directory, name) && !exists(fresh, name)) {
          check.run();
          directory.rename(name, fresh, name);
        }
      }
      sync(fresh);
    }
  }

  /** The opposite of {@link #moveOut}. */
  void moveOutBack() throws IOException {
    try (Directory side = directory.directory(side());
        Directory old = side.directory(OLD)) {
      for (DirectoryEntry entry : old.entries()) {
        move(old, entry.name(), directory);
      }
      sync(old);
    }
  }

  /** The side directory goes with all that it holds; gone already is fine. */
  void remove() throws IOException {
    TreeRemoval.remove(directory, side(), check);
  }

  /** All that the directory holds goes, but for what is ours or the file system's. */
  void empty() throws IOException {
    for (byte[] name : own()) {
      TreeRemoval.remove(directory, name, check);
    }
  }

  void look(DirectoryLook look) throws IOException {
    Looks.set(directory, look);
    directory.sync();
  }

  /** What the directory holds, but for what is ours or the file system's. */
  List<byte[]> own() throws IOException {
    List<byte[]> names = new ArrayList<>();
    for (DirectoryEntry entry : directory.entries()) {
      String name = FileName.decode(entry.name());
      if (!name.equals(sideName) && !SideNames.isFileSystems(name)) {
        names.add(entry.name());
      }
    }
    return names;
  }

  private static List<byte[]> names(Directory side) throws IOException {
    List<byte[]> names = new ArrayList<>();
    try (PosixFile file = side.open(LIST, false);
        InputStream in = file.stream()) {
      var name = new ByteArrayOutputStream();
      for (byte b : in.readAllBytes()) {
        if (b == 0) {
          names.add(name.toByteArray());
          name.reset();
        } else {
          name.write(b);
        }
      }
    }
    return names;
  }

  private void move(Directory from, byte[] name, Directory to) throws IOException {
    check.run();
    if (exists(to, name)) {
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY,
          "file \"" + path + "/" + PathBytes.show(name) + "\"",
          "somebody else made it while the recovery was under way; move it away");
    }
    from.rename(name, to, name);
  }

  static boolean exists(Directory in, byte[] name) throws IOException {
    try {
      return in.stat(name) != null;
    } catch (NoSuchFileException absent) {
      return false;
    }
  }

  private void sync(Directory other) throws IOException {
    other.sync();
    directory.sync();
  }

  private byte[] side() {
    return FileName.encode(sideName);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
