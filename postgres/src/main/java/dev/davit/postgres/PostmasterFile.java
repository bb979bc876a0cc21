package dev.davit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of a running server.
 *
 * @param socketDirectory null if it has no unix socket
 * @param host null if it listens on no TCP address
 * @param ready whether it takes sessions
 */
public record PostmasterFile(long pid, int port, Path socketDirectory, String host, boolean ready) {
  public static final String NAME = "postmaster.pid";

  /** Reads the file of a cluster; empty if there is none, or it is not complete yet, or stale. */
  public static Optional<PostmasterFile> ofRunning(Path dataDirectory) {
    try {
      return parse(Files.readAllLines(dataDirectory.resolve(NAME))).filter(PostmasterFile::isAlive);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<PostmasterFile> parse(List<String> lines) {
    if (lines.size() < 6) {
      return Optional.empty();
    }
    String socket = lines.get(4).strip();
    String host = lines.get(5).strip();
    return Optional.of(
        new PostmasterFile(
            Long.parseLong(lines.getFirst().strip()),
            Integer.parseInt(lines.get(3).strip()),
            socket.isEmpty() ? null : Path.of(socket),
            host.isEmpty() ? null : host.equals("*") ? "127.0.0.1" : host,
            lines.size() >= 8 && lines.get(7).strip().equals("ready")));
  }

  /** A number in a file left by a crash may belong to another program by now. */
  private boolean isAlive() {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip().startsWith("postgres");
    } catch (IOException e) {
      return false;
    }
  }

  /** How the server's databases are reached, by socket if it has one. */
  public DatabaseUrl url(String user, String database) {
    return socketDirectory != null
        ? DatabaseUrl.socket(socketDirectory, port, user, database)
        : DatabaseUrl.tcp(host, port, user, database);
  }
}
