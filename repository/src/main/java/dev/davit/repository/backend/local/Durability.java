package dev.davit.repository.backend.local;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is not yet safe from a loss of power, so that one barrier serves many files. Thread-safe.
 *
 * <p>After one failed barrier every later one fails: the kernel reports a lost write only once and
 * then calls the page clean, so that a repeated call would lie.
 */
final class Durability {
  private Set<Path> files = new TreeSet<>();
  private Set<Path> directories = new TreeSet<>();
  private IOException broken;

  synchronized void written(Path file) {
    files.add(file);
  }

  synchronized void changed(Path directory) {
    directories.add(directory);
  }

  /** Returns when all of it is safe; files before the directories that name them. */
  void sync() throws IOException {
    Set<Path> theseFiles;
    Set<Path> theseDirectories;
    synchronized (this) {
      theseFiles = files;
      theseDirectories = directories;
      files = new TreeSet<>();
      directories = new TreeSet<>();
    }
    try {
      for (Path file : theseFiles) {
        syncFile(file);
      }
      for (Path directory : theseDirectories) {
        syncDirectory(directory);
      }
    } catch (IOException e) {
      remember(e);
    }
    refuseIfBroken();
  }

  private synchronized void remember(IOException failure) {
    if (broken == null) {
      broken = failure;
    }
  }

  private synchronized void refuseIfBroken() throws IOException {
    if (broken != null) {
      throw new IOException("written data was lost: " + broken.getMessage(), broken);
    }
  }

  private static void syncFile(Path path) throws IOException {
    byte[] name = path.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    try (Directory directory = Directory.open(path.getParent());
        PosixFile file = directory.open(name, false)) {
      file.sync();
    } catch (NoSuchFileException deleted) {
      // Nothing to keep any more.
    }
  }

  private static void syncDirectory(Path path) throws IOException {
    try (Directory directory = Directory.open(path)) {
      directory.sync();
    } catch (NoSuchFileException deleted) {
      // Nothing to keep any more.
    }
  }
}
