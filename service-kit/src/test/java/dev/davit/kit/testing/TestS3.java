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

/**
 * A real S3 server (versitygw over a directory), where one is installed. A test asks {@link
 * #missing} and skips with that reason.
 */
public final class TestS3 implements AutoCloseable {
  private final Process process;
  private final Path directory;
  private final int port;

  private TestS3(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /** Why there is no S3 server; empty if there is one. */
  public static Optional<String> missing() {
    return program().isPresent()
        ? Optional.empty()
        : Optional.of("versitygw is neither on PATH nor in the cache of Davit's programs");
  }

  /** Starts it, with a bucket; {@link IllegalStateException} if {@link #missing}. */
  public static TestS3 start(String bucket) {
    Path program = program().orElseThrow(() -> new IllegalStateException(missing().orElse("")));
    try {
      Path directory = Files.createTempDirectory("davit-test-s3");
      Files.createDirectories(directory.resolve("data").resolve(bucket));
      int port = FreePort.next();
      var builder =
          new ProcessBuilder(
                  program.toString(),
                  "--port",
                  "127.0.0.1:" + port,
                  "posix",
                  directory.resolve("data").toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile());
      builder.environment().put("ROOT_ACCESS_KEY", accessKey());
      builder.environment().put("ROOT_SECRET_KEY", secretKey());
      Process process = builder.start();
      // A killed test JVM runs no hooks on this object, but a normal end must leave nothing.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      var server = new TestS3(process, directory, port);
      Await.until("versitygw answers", server::answers);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no S3 server for tests", e);
    }
  }

  /** {@code http://127.0.0.1:port}. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public static String accessKey() {
    return "davit-test";
  }

  public static String secretKey() {
    return "davit-test-secret";
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

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(directory.resolve("log")));
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static Optional<Path> program() {
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
}
