package dev.davit.cli.stack;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A process's log: appended to, set aside as {@code NAME.log.1} at a start once it is large. */
record LogFile(Path path) {
  private static final long LARGE = 16L << 20;
  private static final int TAIL_BYTES = 16 << 10;
  private static final int TAIL_LINES = 6;

  /** The path, ready to be appended to. */
  Path prepared() throws IOException {
    if (Files.exists(path) && Files.size(path) > LARGE) {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return path;
  }

  /** The last few lines as one. */
  String tail() {
    List<String> lines = lastBytes().lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private String lastBytes() {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      var buffer = java.nio.ByteBuffer.allocate(TAIL_BYTES);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // read on
      }
      return new String(
          buffer.array(), 0, buffer.position(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(the log cannot be read)";
    }
  }
}
