package dev.davit.cli.verb;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows the end of a growing file, then what is appended, whole lines only. Not thread-safe. */
final class LogFollower {
  private static final int LINE_GUESS = 400;

  private final Path file;
  private final String prefix;
  private final PrintWriter out;
  private final int firstLines;
  private long position = -1;

  LogFollower(Path file, boolean named, int firstLines, PrintWriter out) {
    this.file = file;
    this.prefix = named ? file.getFileName().toString().replace(".log", "") + " | " : "";
    this.firstLines = firstLines;
    this.out = out;
  }

  void showNew() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      boolean first = position < 0;
      if (first) {
        position = Math.max(0, in.length() - (long) firstLines * LINE_GUESS);
      } else if (in.length() < position) {
        position = 0; // set aside and begun anew
      }
      print(read(in), first);
    }
  }

  private String read(RandomAccessFile in) throws IOException {
    byte[] bytes = new byte[(int) Math.min(1 << 20, in.length() - position)];
    in.seek(position);
    in.readFully(bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    position += end;
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private void print(String text, boolean first) {
    var lines = text.lines().toList();
    int skip = first ? Math.max(0, lines.size() - firstLines) : 0;
    lines.stream().skip(skip).forEach(line -> out.println(prefix + line));
    out.flush();
  }
}
