package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server of Davit's own: its state, a test's source, a scratch target. It stops when
 * this object is closed and dies with this process (fast shutdown). Superuser {@code postgres},
 * trusted on the unix socket, which only this user and the server's may reach; over TCP no login
 * without a password. As root it runs as an unprivileged user who then owns the data.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Path data;
  private final PostgresPrograms programs;
  private final ServerOptions options;
  private final OsUser user;
  private final Path socketDirectory;
  private ChildProcess process;

  private PostgresServer(Path data, PostgresPrograms programs, ServerOptions options, OsUser user) {
    this.data = data;
    this.programs = programs;
    this.options = options;
    this.user = user;
    this.socketDirectory = SocketDirectory.forCluster(data);
  }

  /**
   * Names a cluster, making it if the directory holds none; does not start it.
   *
   * @param dataDirectory absolute; made if absent
   * @throws DavitException SERVER_FAILED, PATH_REFUSED
   */
  public static PostgresServer create(
      Path dataDirectory, PostgresPrograms programs, ServerOptions options)
      throws InterruptedException {
    Path data = dataDirectory.toAbsolutePath().normalize();
    boolean exists = Files.exists(data.resolve("PG_VERSION"));
    var user = exists ? ownerWhoMayRun(data) : OsUser.forServers();
    var server = new PostgresServer(data, programs, options, user);
    try {
      Traversal.require(user, data.getParent());
      Traversal.require(user, programs.directory());
      if (!exists) {
        server.initialise();
      }
    } catch (IOException e) {
      throw server.failed("its directory cannot be made: " + e.getMessage(), e);
    }
    return server;
  }

  private static OsUser ownerWhoMayRun(Path data) {
    var owner = OsUser.ownerOf(data);
    var self = OsUser.current();
    if (!self.isRoot() && self.uid() != owner.uid()) {
      throw new DavitException(
          ErrorCode.PATH_REFUSED,
          "directory \"" + data + "\"",
          "it belongs to user " + owner.uid() + ", and only root or that user may start it");
    }
    return owner;
  }

  private void initialise() throws IOException, InterruptedException {
    Files.createDirectories(data.getParent());
    Files.createDirectories(data);
    user.own(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    var arguments =
        new ArrayList<>(
            List.of(
                programs.program("initdb"), "-D", data.toString(), "-U", SUPERUSER, "-E", "UTF8"));
    arguments.addAll(
        List.of("--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--no-instructions"));
    arguments.addAll(List.of("--auth-local=trust", "--auth-host=scram-sha-256"));
    if (options.throwAway()) {
      arguments.add("--no-sync");
    }
    ChildProcess.runToEnd(ChildCommand.of(arguments, Map.of()).as(user), object());
  }

  /**
   * Starts it and returns when it takes sessions. Nothing to do if it runs; the stale lock file of
   * a crash is PostgreSQL's own to judge.
   *
   * @throws DavitException SERVER_FAILED with the end of its log
   */
  public synchronized PostgresServer start() throws InterruptedException {
    if (process != null && process.isAlive()) {
      return this;
    }
    stopLeftover();
    try {
      SocketDirectory.make(socketDirectory, user);
    } catch (IOException e) {
      throw failed("its socket directory cannot be made: " + e.getMessage(), e);
    }
    process = ChildProcess.start(serverCommand());
    awaitReady();
    return this;
  }

  private ChildCommand serverCommand() {
    var arguments =
        new ArrayList<>(
            List.of(
                programs.program("postgres"),
                "-D",
                data.toString(),
                "-k",
                socketDirectory.toString()));
    set(arguments, "listen_addresses", options.port() == 0 ? "" : "127.0.0.1");
    set(arguments, "port", Integer.toString(port()));
    set(arguments, "unix_socket_permissions", "0700");
    set(arguments, "logging_collector", "off");
    if (options.throwAway()) {
      set(arguments, "fsync", "off");
      set(arguments, "full_page_writes", "off");
      set(arguments, "synchronous_commit", "off");
    }
    options.settings().forEach((k, v) -> set(arguments, k, v));
    return ChildCommand.of(arguments, Map.of()).as(user).dyingBy(ChildCommand.SIGINT);
  }

  private static void set(List<String> arguments, String key, String value) {
    arguments.add("-c");
    arguments.add(key + "=" + value);
  }

  /** A server that a killed process of ours left behind would hold the directory. */
  private void stopLeftover() throws InterruptedException {
    if (PostmasterFile.ofRunning(data).isPresent()) {
      pgCtl("stop", "-m", "fast", "-w", "-t", Long.toString(STOP_LIMIT.toSeconds()));
    }
  }

  private void pgCtl(String action, String... options) throws InterruptedException {
    var arguments =
        new ArrayList<>(List.of(programs.program("pg_ctl"), action, "-D", data.toString()));
    arguments.addAll(List.of(options));
    ChildProcess.runToEnd(ChildCommand.of(arguments, Map.of()).as(user), object());
  }

  private void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      if (process.waitFor(Duration.ofMillis(25)) || System.nanoTime() - end > 0) {
        String log = process.errors().strip();
        process.close();
        throw failed(log.isEmpty() ? "no answer within 60 s" : log, null);
      }
    }
  }

  private boolean isReady() {
    return PostmasterFile.ofRunning(data)
        .filter(f -> f.ready() && f.pid() == process.pid())
        .isPresent();
  }

  /** A database of this server by its unix socket, as superuser. */
  public DatabaseUrl url(String database) {
    return DatabaseUrl.socket(socketDirectory, port(), SUPERUSER, database);
  }

  /** A database of this server by its loopback port. */
  public DatabaseUrl tcpUrl(String roleName, String database) {
    if (options.port() == 0) {
      throw new IllegalStateException("the server listens on its unix socket only");
    }
    return DatabaseUrl.tcp("127.0.0.1", options.port(), roleName, database);
  }

  private int port() {
    return options.port() == 0 ? DatabaseUrl.DEFAULT_PORT : options.port();
  }

  public Path dataDirectory() {
    return data;
  }

  public PostgresPrograms programs() {
    return programs;
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Process id of the running server. */
  public synchronized long pid() {
    return process.pid();
  }

  /** The end of the server's log. */
  public synchronized String log() {
    return process == null ? "" : process.errors();
  }

  /** Fast shutdown: sessions are ended, what was committed is kept. Nothing to do if it is down. */
  public synchronized void stop() throws InterruptedException {
    if (isRunning()) {
      process.signalLeader(ChildCommand.SIGINT);
      if (!process.waitFor(STOP_LIMIT)) {
        process.close();
      }
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it and removes its data: for tests and scratch. */
  public void destroy() throws IOException {
    close();
    SocketDirectory.remove(socketDirectory, data);
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private String object() {
    return "cluster \"" + data + "\"";
  }

  private DavitException failed(String reason, Throwable cause) {
    return new DavitException(ErrorCode.SERVER_FAILED, object(), reason, cause);
  }
}
