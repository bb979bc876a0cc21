package dev.davit.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in a process of its own: a KRaft node, broker and controller together,
 * listening on loopback, alone or one of several. Formats its storage at the first start; the first
 * node makes Davit's topics where they are absent; then it writes the ready file. SIGTERM stops it
 * cleanly.
 */
public final class LocalKafka {
  private static final int HEAP_MEGABYTES = 256;

  private LocalKafka() {}

  /**
   * @param args data directory, ready file, the node's number, and of each node its ports
   */
  public static void main(String[] args) throws Exception {
    // Before anything starts threads: initialising two log managers at once can deadlock.
    java.util.logging.LogManager.getLogManager();
    int number = Integer.parseInt(args[2]);
    var nodes = KafkaNodes.parse(List.of(args).subList(3, args.length));
    var settings = KafkaSettings.of(Path.of(args[0]), nodes, number);
    KafkaStorage.format(Path.of(args[0]), settings, nodes.clusterId());
    var server = start(settings);
    if (number == 1) {
      KafkaTopics.create(nodes);
    }
    Files.writeString(Path.of(args[1]), Integer.toString(number));
    server.awaitShutdown();
  }

  private static KafkaRaftServer start(Properties settings) {
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    return server;
  }

  /** A broker as a process of a stack; not started yet. */
  public static ServiceProcess process(
      ClassArchive archive,
      StackDirectory directory,
      KafkaNodes nodes,
      int number,
      Consumer<String> listener) {
    String built = archive.installation().classPath();
    boolean alone = nodes.all().size() == 1;
    String name = alone ? "kafka" : "kafka-" + number;
    var data = alone ? directory.kafka() : directory.kafka().resolve(name);
    var ready = directory.run().resolve(name + ".ready");
    forget(ready);
    var arguments =
        new ArrayList<>(
            List.of(
                "-cp",
                built == null ? System.getProperty("java.class.path") : built,
                LocalKafka.class.getName(),
                data.toString(),
                ready.toString(),
                Integer.toString(number)));
    nodes.texts().forEach(arguments::add);
    return new ServiceProcess(
        name,
        Jvm.command(
            HEAP_MEGABYTES, built == null ? List.of() : archive.options("kafka"), arguments),
        directory.logs().resolve(name + ".log"),
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
