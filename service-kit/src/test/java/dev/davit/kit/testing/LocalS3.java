package dev.davit.kit.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** versitygw as a child process, where its program is. */
final class LocalS3 implements AutoCloseable {
  private final Process process;
  private final Path directory;
  private final int port;

  private LocalS3(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  static LocalS3 start(Path program, String bucket, int port) throws IOException {
    Path directory = Files.createTempDirectory("davit-test-s3");
    Files.createDirectories(directory.resolve("data").resolve(bucket));
    var builder =
        new ProcessBuilder(
                program.toString(),
                "--port",
                "127.0.0.1:" + port,
                "posix",
                directory.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("ROOT_ACCESS_KEY", TestS3.accessKey());
    builder.environment().put("ROOT_SECRET_KEY", TestS3.secretKey());
    Process process = builder.start();
    // A killed test JVM runs no hooks on this object, but a normal end must leave nothing.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    var server = new LocalS3(process, directory, port);
    Await.until("versitygw answers", server::answers);
    return server;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(directory.resolve("log")));
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  /** On {@code PATH}, or where Davit keeps programs that it has built. */
  static Optional<Path> program() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    List<Path> path =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
    return Stream.concat(path.stream(), Stream.of(home.resolve("davit").resolve("bin")))
        .map(directory -> directory.resolve("versitygw"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      System.getLogger(TestS3.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
