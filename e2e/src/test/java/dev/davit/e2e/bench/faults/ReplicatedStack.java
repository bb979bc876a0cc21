package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ClassArchive;
import dev.davit.cli.stack.HealthProbe;
import dev.davit.cli.stack.Installation;
import dev.davit.cli.stack.Jvm;
import dev.davit.cli.stack.KafkaNodes;
import dev.davit.cli.stack.LocalKafka;
import dev.davit.cli.stack.ServiceName;
import dev.davit.cli.stack.ServiceProcess;
import dev.davit.cli.stack.ServiceSettings;
import dev.davit.cli.stack.SigningKey;
import dev.davit.cli.stack.StackDatabase;
import dev.davit.cli.stack.StackDirectory;
import dev.davit.cli.stack.StackRecord;
import dev.davit.cli.stack.StackRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A stack as {@code davit up} starts one, of several: three brokers, two processes of each service
 * on one schema, one PostgreSQL. Whatever ends is started again. Closing leaves nothing running.
 */
final class ReplicatedStack implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(8);
  private static final int BROKERS = 3;
  private static final int REPLICAS = 2;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  /** Connections of a process: all together stay below what the server takes. */
  private static final String CONNECTIONS = "10";

  /** One process of a service. */
  record Replica(ServiceName service, ServiceProcess process, URI address) {}

  private final StackDirectory directory;
  private final Consumer<String> listener;
  private final SteadyPorts ports = new SteadyPorts();
  private final ClassArchive archive = new ClassArchive(Installation.find(), true);
  private final StackRegistry registry = new StackRegistry();
  private final List<ServiceProcess> brokers = new ArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();
  private KafkaNodes nodes;
  private StackDatabase database;

  ReplicatedStack(Path data, Consumer<String> listener) throws IOException {
    this.directory = StackDirectory.create(data);
    this.listener = listener;
    SigningKey.in(directory.secrets());
  }

  /** Returns when everything is ready. */
  ReplicatedStack start() throws IOException, InterruptedException {
    startBrokers();
    database = StackDatabase.start(directory, ports.of("postgres"), listener);
    brokers.forEach(ServiceProcess::awaitReady);
    for (int number = 1; number <= REPLICAS; number++) {
      startReplicas(number);
    }
    announce();
    return this;
  }

  private void startBrokers() {
    nodes =
        new KafkaNodes(
            IntStream.rangeClosed(1, BROKERS)
                .mapToObj(number ->
                    new KafkaNodes.Node(
                        ports.of("kafka-" + number), ports.of("kafka-controller-" + number)))
                .toList());
    for (int number = 1; number <= BROKERS; number++) {
      brokers.add(LocalKafka.process(archive, directory, nodes, number, listener).start());
    }
  }

  /** One after the other, as in a rolling start: the first make their schemas. */
  private void startReplicas(int number) throws IOException {
    var started = new ArrayList<ServiceProcess>();
    for (ServiceName service : ServiceName.values()) {
      String name = service.shortName() + "-" + number;
      var file =
          new ServiceSettings(directory, nodes.bootstrap())
              .write(service, name, ports.of(name), settings(service, number));
      var process = process(service, name, file).start();
      started.add(process);
      replicas.add(new Replica(service, process, address(name)));
    }
    started.forEach(ServiceProcess::awaitReady);
  }

  private Map<String, String> settings(ServiceName service, int number) throws IOException {
    var settings = new HashMap<>(database.settings(service));
    settings.put("quarkus.datasource.jdbc.max-size", CONNECTIONS);
    if (service != ServiceName.SCHEDULER) {
      settings.put("davit.lease", LEASE.toString());
      return settings;
    }
    for (String other : List.of("dump", "media", "audit")) {
      settings.put("davit.services." + other, address(other + "-" + number).toString());
    }
    return settings;
  }

  private ServiceProcess process(ServiceName service, String name, Path settings) {
    var arguments =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.config.locations=" + settings.toUri(),
            "-Dvertx.cacheDirBase=" + directory.scratch().resolve("vertx"),
            "-jar",
            archive.installation().jar(service).toString());
    return new ServiceProcess(
        name,
        Jvm.command(service.heapMegabytes(), archive.options(service.module()), arguments),
        directory.logs().resolve(name + ".log"),
        new HealthProbe(URI.create(address(name) + "/q/health/ready")),
        listener);
  }

  private URI address(String name) {
    return URI.create("http://127.0.0.1:" + ports.of(name));
  }

  /** So that commands of this process find it. */
  private void announce() throws IOException {
    var self = ProcessHandle.current();
    registry.add(
        new StackRecord(
            server().toString(),
            directory.root().toString(),
            self.pid(),
            self.info().startInstant().orElse(null),
            nodes.bootstrap(),
            Map.of()));
  }

  /** Of the first scheduler. */
  URI server() {
    return replicas(ServiceName.SCHEDULER).getFirst().address();
  }

  StackDirectory directory() {
    return directory;
  }

  String kafka() {
    return nodes.bootstrap();
  }

  List<ServiceProcess> brokers() {
    return brokers;
  }

  List<Replica> replicas() {
    return replicas;
  }

  List<Replica> replicas(ServiceName service) {
    return replicas.stream().filter(replica -> replica.service() == service).toList();
  }

  StackDatabase database() {
    return database;
  }

  /** True while every process runs and answers. */
  boolean isReady() {
    return database.isRunning()
        && brokers.stream().allMatch(ServiceProcess::isReady)
        && replicas.stream().allMatch(replica -> replica.process().isReady());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    registry.remove(directory.root());
    replicas.forEach(replica -> replica.process().askToStop());
    for (Replica replica : replicas) {
      replica.process().stop(STOP_LIMIT);
    }
    brokers.forEach(ServiceProcess::askToStop);
    for (ServiceProcess broker : brokers) {
      broker.stop(STOP_LIMIT);
    }
    if (database != null) {
      database.close();
    }
  }
}
