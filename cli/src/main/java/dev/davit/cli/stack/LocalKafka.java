package dev.davit.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in a process of its own: one KRaft node, broker and controller together,
 * listening on loopback. Formats its storage at the first start; then makes Davit's topics where
 * they are absent and writes the ready file. SIGTERM stops it cleanly.
 */
public final class LocalKafka {
  private static final int HEAP_MEGABYTES = 256;

  private LocalKafka() {}

  /**
   * @param args data directory, broker port, controller port, ready file
   */
  public static void main(String[] args) throws Exception {
    // Before anything starts threads: initialising two log managers at once can deadlock.
    java.util.logging.LogManager.getLogManager();
    int port = Integer.parseInt(args[1]);
    var settings = KafkaSettings.of(Path.of(args[0]), port, Integer.parseInt(args[2]));
    KafkaStorage.format(Path.of(args[0]), settings);
    var server = start(settings);
    KafkaTopics.create("127.0.0.1:" + port);
    Files.writeString(Path.of(args[3]), Integer.toString(port));
    server.awaitShutdown();
  }

  private static KafkaRaftServer start(Properties settings) {
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    return server;
  }

  /** The broker as a process of a stack; not started yet. */
  static ServiceProcess process(
      ClassArchive archive,
      StackDirectory directory,
      int port,
      int controllerPort,
      Consumer<String> listener) {
    String built = archive.installation().classPath();
    var ready = directory.run().resolve("kafka.ready");
    forget(ready);
    var arguments =
        List.of(
            "-cp",
            built == null ? System.getProperty("java.class.path") : built,
            LocalKafka.class.getName(),
            directory.kafka().toString(),
            Integer.toString(port),
            Integer.toString(controllerPort),
            ready.toString());
    return new ServiceProcess(
        "kafka",
        Jvm.command(
            HEAP_MEGABYTES, built == null ? List.of() : archive.options("kafka"), arguments),
        directory.logs().resolve("kafka.log"),
        () -> Files.exists(ready),
        listener);
  }

  private static void forget(Path ready) {
    try {
      Files.deleteIfExists(ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
