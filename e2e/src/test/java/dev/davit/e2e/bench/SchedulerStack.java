package dev.davit.e2e.bench;

import dev.davit.cli.stack.Installation;
import dev.davit.cli.stack.LocalKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Broker, PostgreSQL and scheduler-service on loopback, each a process of its own, with the sizes
 * that {@code davit up} gives them; no worker, so that nothing but requests is answered.
 */
final class SchedulerStack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Map<String, String> DATABASE =
      Map.of("max_connections", "120", "shared_buffers", "64MB");

  private final BenchServer database;
  private final Process broker;
  private final Process scheduler;
  private final String bootstrap;
  private final URI address;

  private SchedulerStack(
      BenchServer database, Process broker, Process scheduler, String bootstrap, URI address) {
    this.database = database;
    this.broker = broker;
    this.scheduler = scheduler;
    this.bootstrap = bootstrap;
    this.address = address;
  }

  static SchedulerStack start(Workplace place, List<String> jvmOptions)
      throws IOException, InterruptedException, SQLException {
    int port = Loopback.freePort();
    var broker = broker(place, port);
    var database = BenchServer.start(place.resolve("postgres"), DATABASE);
    await(() -> Files.exists(place.resolve("kafka.ready")), broker, place.resolve("kafka.log"));
    String bootstrap = "127.0.0.1:" + port;
    var address = URI.create("http://127.0.0.1:" + Loopback.freePort());
    var scheduler = scheduler(place, database, bootstrap, address, jvmOptions);
    await(() -> answers(address), scheduler, place.resolve("scheduler.log"));
    return new SchedulerStack(database, broker, scheduler, bootstrap, address);
  }

  private static Process broker(Workplace place, int port) throws IOException {
    return launch(
        place.resolve("kafka.log"),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-cp",
        System.getProperty("java.class.path"),
        LocalKafka.class.getName(),
        place.resolve("kafka").toString(),
        place.resolve("kafka.ready").toString(),
        "1",
        port + ":" + Loopback.freePort());
  }

  private static Process scheduler(
      Workplace place, BenchServer database, String bootstrap, URI address, List<String> jvmOptions)
      throws IOException {
    var arguments = new ArrayList<>(List.of("-Xmx192m", "-XX:+UseSerialGC"));
    arguments.addAll(jvmOptions);
    arguments.addAll(
        List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl("scheduler"),
            "-Dquarkus.datasource.username=" + BenchServer.USER,
            "-Dquarkus.datasource.password=" + BenchServer.PASSWORD,
            "-Dkafka.bootstrap.servers=" + bootstrap,
            "-Dquarkus.http.port=" + address.getPort(),
            "-jar",
            Installation.find()
                .home()
                .resolve("scheduler-service/target/quarkus-app/quarkus-run.jar")
                .toString()));
    return launch(place.resolve("scheduler.log"), arguments.toArray(String[]::new));
  }

  /** Dies with this process, even if that is killed. */
  private static Process launch(Path log, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private static void await(Condition ready, Process process, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.holds()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IOException("not ready; its log:\n" + Files.readString(log));
      }
    }
  }

  private static boolean answers(URI address) {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String bootstrap() {
    return bootstrap;
  }

  /** Base address of the REST interface. */
  URI address() {
    return address;
  }

  BenchServer database() {
    return database;
  }

  long schedulerPid() {
    return scheduler.pid();
  }

  long brokerPid() {
    return broker.pid();
  }

  @Override
  public void close() throws IOException {
    for (Process process : List.of(scheduler, broker)) {
      process.destroy();
    }
    for (Process process : List.of(scheduler, broker)) {
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
    database.close();
  }
}
