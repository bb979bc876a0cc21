package dev.davit.cli.stack;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A running Davit on this machine: broker, database and services, each a process of its own, on
 * loopback, below one directory. Closing stops services, broker and database in this order and
 * leaves nothing running; everything stored stays and is found again by the next start. Also closed
 * when this process is told to end. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final StackDirectory directory;
  private final Consumer<String> listener;
  private final Installation installation = Installation.find();
  private final Map<String, String> workers;
  private final ClassArchive archive;
  private final StackRegistry registry = new StackRegistry();
  private final DirectoryLock lock;
  private final Map<ServiceName, ServiceProcess> services = new EnumMap<>(ServiceName.class);
  private final Map<ServiceName, Integer> ports = new EnumMap<>(ServiceName.class);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "davit-stack-stop");
  private ServiceProcess broker;
  private StackDatabase database;
  private String kafka;
  private boolean stopping;

  private LocalStack(StackDirectory directory, StackOptions options) {
    this.directory = directory;
    this.listener = options.listener();
    this.workers = options.workers();
    this.archive = new ClassArchive(installation, options.archives());
    this.lock = DirectoryLock.take(directory);
  }

  /**
   * Takes the directory; nothing runs yet. Whoever must be able to end a stack that is still being
   * started holds on to this object.
   *
   * @throws DavitException STACK_RUNNING if the directory is in use
   */
  public static LocalStack in(StackOptions options) {
    var stack = new LocalStack(StackDirectory.create(options.data()), options);
    Runtime.getRuntime().addShutdownHook(stack.hook);
    return stack;
  }

  /** As {@link #in} and {@link #start()}. */
  public static LocalStack start(StackOptions options) {
    return in(options).start();
  }

  /**
   * Starts everything and returns when all services are ready. To be called once.
   *
   * @throws DavitException SERVICE_DIED with the last lines of its log if one cannot start,
   *     CANCELLED if it was closed meanwhile; nothing is left running then
   */
  public LocalStack start() {
    try {
      open();
      return this;
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open() throws IOException {
    var free = new Ports(directory.run().resolve("ports.properties"));
    begin(() -> startBroker(free));
    begin(() -> startDatabase(free));
    broker.awaitReady();
    begin(() -> startServices(free));
    services.values().forEach(ServiceProcess::awaitReady);
    begin(this::announce);
  }

  /** Nothing is begun once the stack is told to stop: it would be left behind. */
  private synchronized void begin(Step step) throws IOException {
    if (stopping) {
      throw new DavitException(ErrorCode.CANCELLED, "start of the stack", "it was told to stop");
    }
    step.run();
  }

  private interface Step {
    void run() throws IOException;
  }

  private void startBroker(Ports free) throws IOException {
    listener.accept("starting the Kafka broker");
    SigningKey.in(directory.secrets());
    int port = free.of("kafka");
    kafka = "127.0.0.1:" + port;
    broker =
        LocalKafka.process(
                archive,
                directory,
                KafkaNodes.single(port, free.of("kafka-controller")),
                1,
                listener)
            .start();
  }

  private void startDatabase(Ports free) throws IOException {
    listener.accept("starting PostgreSQL");
    int port = free.of("postgres");
    free.save();
    try {
      database = StackDatabase.start(directory, port, listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while PostgreSQL started");
    }
  }

  private void startServices(Ports free) throws IOException {
    var present = List.of(ServiceName.values()).stream().filter(installation::built).toList();
    listener.accept(
        "starting " + String.join(", ", present.stream().map(ServiceName::module).toList()));
    present.forEach(service -> ports.put(service, free.of(service.shortName())));
    var settings = new ServiceSettings(directory, kafka);
    for (var service : present) {
      int port = ports.get(service);
      var file = settings.write(service, service.shortName(), port, ownSettings(service));
      services.put(service, process(service, port, file).start());
    }
    free.save();
  }

  private Map<String, String> ownSettings(ServiceName service) throws IOException {
    var settings = new HashMap<>(database.settings(service));
    if (service != ServiceName.SCHEDULER) {
      settings.putAll(workers);
    } else {
      ports.keySet().stream()
          .filter(other -> other != ServiceName.SCHEDULER)
          .forEach(other ->
              settings.put("davit.services." + other.shortName(), address(other).toString()));
    }
    if (service == ServiceName.AUDIT) {
      var key = SigningKey.in(directory.secrets());
      settings.put("davit.signing-key", key.privateFile().toString());
      settings.put("davit.cache", directory.cache().toString());
    }
    return settings;
  }

  private ServiceProcess process(ServiceName service, int port, Path settings) {
    var arguments =
        List.of(
            "-Dquarkus.config.locations=" + settings.toUri(),
            "-Dvertx.cacheDirBase=" + directory.scratch().resolve("vertx"),
            "-jar",
            installation.jar(service).toString());
    return new ServiceProcess(
        service.module(),
        Jvm.command(service.heapMegabytes(), archive.options(service.module()), arguments),
        directory.logs().resolve(service.module() + ".log"),
        new HealthProbe(URI.create("http://127.0.0.1:" + port + "/q/health/ready")),
        listener);
  }

  private void announce() throws IOException {
    var record = record();
    StackRegistry.replace(directory.record(), record);
    registry.add(record);
  }

  private StackRecord record() {
    var self = ProcessHandle.current();
    var running = new HashMap<String, StackRecord.ServiceRecord>();
    services.forEach((service, process) ->
        running.put(
            service.shortName(),
            new StackRecord.ServiceRecord(
                address(service).toString(), process.pid(), process.log().toString())));
    return new StackRecord(
        server().toString(),
        directory.root().toString(),
        self.pid(),
        self.info().startInstant().orElse(null),
        kafka,
        running);
  }

  /** Base address of the scheduler's REST interface. */
  public URI server() {
    return address(ServiceName.SCHEDULER);
  }

  /** Base address of a service. */
  public URI address(ServiceName service) {
    return URI.create("http://127.0.0.1:" + ports.getOrDefault(service, 0));
  }

  /** {@code host:port} of the broker. */
  public String kafka() {
    return kafka;
  }

  /** The directory that holds everything. */
  public Path data() {
    return directory.root();
  }

  /** Its layout. */
  public StackDirectory directory() {
    return directory;
  }

  /** One of the four services. */
  public ServiceProcess service(ServiceName name) {
    return services.get(name);
  }

  /**
   * @param name {@code dump} or {@code dump-service}
   * @throws DavitException INVALID_NAME for anything else
   */
  public ServiceProcess service(String name) {
    var service = ServiceName.of(name);
    if (service == null) {
      throw new DavitException(
          ErrorCode.INVALID_NAME, "service \"" + name + "\"", "scheduler, dump, media or audit");
    }
    return service(service);
  }

  /** The broker's process. */
  public ServiceProcess broker() {
    return broker;
  }

  /** True while every service runs and answers. */
  public boolean isReady() {
    return services.values().stream().allMatch(ServiceProcess::isReady);
  }

  /** Waits until the stack has been stopped, by whomever. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /** Stops everything in order. Repeatable. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending: the hook runs, or is what called here.
    }
    stop();
  }

  private synchronized void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    try {
      registry.remove(directory.root());
      services.values().forEach(ServiceProcess::askToStop);
      for (var service : services.values()) {
        service.stop(STOP_LIMIT);
      }
      if (broker != null) {
        broker.stop(STOP_LIMIT);
      }
      if (database != null) {
        database.close();
      }
      java.nio.file.Files.deleteIfExists(directory.record());
    } catch (IOException e) {
      listener.accept("the stack's record could not be removed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.close();
      stopped.countDown();
    }
  }
}
