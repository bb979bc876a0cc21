package dev.davit.kit.testing;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/** The settings of a broker that is alone, quick to start and small. */
final class BrokerSettings {
  private BrokerSettings() {}

  /** The same either way: the version of the clients, which is the broker's in this JVM as well. */
  static String version() throws IOException {
    var properties = new Properties();
    try (var file = Admin.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      properties.load(file);
    }
    return properties.getProperty("version");
  }

  /**
   * @param listening the address on which it listens; clients reach it on 127.0.0.1
   */
  static Map<String, String> of(String listening, int port, int controllerPort) {
    var settings = new TreeMap<String, String>();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://127.0.0.1:%d"
                    .formatted(listening, port, controllerPort),
            "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "auto.create.topics.enable", "true"));
    settings.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "3",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "3",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            "log.cleaner.dedupe.buffer.size", "2097152", // the default takes 128 MB
            "broker.session.timeout.ms", "4000"));
    return settings;
  }
}
