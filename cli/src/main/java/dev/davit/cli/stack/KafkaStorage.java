package dev.davit.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;

/** Formats a broker's directory once. */
final class KafkaStorage {
  private KafkaStorage() {}

  static void format(Path data, Properties settings, String clusterId) throws Exception {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(System.out)
        .setClusterId(clusterId)
        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data.toString())
        .addDirectory(data.toString())
        .run();
  }
}
