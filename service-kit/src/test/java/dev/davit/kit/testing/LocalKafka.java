package dev.davit.kit.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker in this JVM. */
final class LocalKafka implements AutoCloseable {
  private final Path directory;
  private final KafkaRaftServer server;

  private LocalKafka(Path directory, KafkaRaftServer server) {
    this.directory = directory;
    this.server = server;
  }

  static LocalKafka start(int port) throws Exception {
    Path directory = Files.createTempDirectory("davit-test-kafka");
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .run();
    var settings = new Properties();
    settings.putAll(BrokerSettings.of("127.0.0.1", port, FreePort.next()));
    settings.putAll(Map.of("log.dirs", directory.toString()));
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
    return new LocalKafka(directory, server);
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(TestKafka.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + directory, e);
    }
  }
}
