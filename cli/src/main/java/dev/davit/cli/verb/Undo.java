package dev.davit.cli.verb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a verb has made so far; closing removes it, last first, unless it is kept. */
final class Undo implements AutoCloseable {
  private final Deque<Path> made = new ArrayDeque<>();

  /** Remembers a file or a whole directory that is about to be made. */
  void remember(Path path) {
    made.push(path);
  }

  void keep() {
    made.clear();
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      remove(made.pop());
    }
  }

  private static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (var all = Files.walk(path)) {
      for (var each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
