package dev.davit.repository.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real S3 server (versitygw) on the loopback, with its data in a directory of the test's. */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "test-access";
  public static final String SECRET_KEY = "test-secret-key";
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where its program is, if the machine has it. */
  public static Optional<Path> program() {
    Path built = Path.of(System.getProperty("user.home"), "go/bin/versitygw");
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .filter(directory -> !directory.isEmpty())
            .map(directory -> Path.of(directory, "versitygw"));
    return Stream.concat(onPath, Stream.of(built)).filter(Files::isExecutable).findFirst();
  }

  public static S3Server start(Path directory) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Path versions = Files.createDirectories(directory.resolve("versions"));
    int port = freePort();
    ProcessBuilder command =
        new ProcessBuilder(
            program().orElseThrow().toString(),
            "--quiet",
            "--port",
            "127.0.0.1:" + port,
            "posix",
            "--versioning-dir",
            versions.toString(),
            data.toString());
    command.environment().put("ROOT_ACCESS_KEY", ACCESS_KEY);
    command.environment().put("ROOT_SECRET_KEY", SECRET_KEY);
    command.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    var server = new S3Server(command.start(), port);
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
    server.awaitStart();
    return server;
  }

  private void awaitStart() {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the S3 server did not start");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
