package dev.davit.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes files where a Pixeltable deployment keeps them: {@code
 * media/<table>/<2>/<4>/<table>_<column>_ <version>_<id><ext>}. Not thread-safe.
 */
final class DemoMedia {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final Path home;
  private final Path uploads;
  private final DemoContent content;
  private long count;

  DemoMedia(Path home, Path uploads, DemoContent content, long firstKey) {
    this.home = home;
    this.uploads = uploads;
    this.content = content;
    this.count = firstKey;
  }

  /** Stores a file that the application owns; answers its URL. */
  String owned(DemoTable table, int column, String extension, byte[] body) {
    UUID id = content.uuid("file/" + count);
    String name = id.toString().replace("-", "");
    Path folder =
        home.resolve("media")
            .resolve(table.hex())
            .resolve(name.substring(0, 2))
            .resolve(name.substring(0, 4));
    return write(
        folder, table.hex() + "_" + column + "_" + table.version + "_" + name + extension, body);
  }

  /** Stores a file that a user keeps outside of the home and rows only refer to. */
  String uploaded(String name, byte[] body) {
    return write(uploads, name, body);
  }

  /** How many files were written, as the key of the next. */
  long count() {
    return count;
  }

  /** A key that no earlier file had. */
  String nextKey() {
    return String.valueOf(count);
  }

  private String write(Path folder, String name, byte[] body) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(name);
      Files.write(file, body);
      Files.setLastModifiedTime(
          file, FileTime.from(EPOCH.plusSeconds(count).plusNanos(count * 7 % 1_000_000_000)));
      count++;
      return "file://" + file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
    }
  }
}
