package dev.davit.cli.stack;

import java.nio.file.Path;
import java.util.Properties;

/** A broker's settings on a single machine: small, quick to start and to fail over. */
final class KafkaSettings {
  private KafkaSettings() {}

  static Properties of(Path data, KafkaNodes nodes, int number) {
    var node = nodes.node(number);
    var settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(number));
    settings.setProperty("controller.quorum.voters", nodes.voters());
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
    settings.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:"
            + node.port()
            + ",CONTROLLER://127.0.0.1:"
            + node.controllerPort());
    settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + node.port());
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("log.dirs", data.toString());
    replicated(settings, nodes);
    small(settings);
    return settings;
  }

  private static void replicated(Properties settings, KafkaNodes nodes) {
    String replicas = Integer.toString(nodes.replicas());
    String inSync = Integer.toString(nodes.inSync());
    settings.setProperty("offsets.topic.replication.factor", replicas);
    settings.setProperty("offsets.topic.num.partitions", "3");
    settings.setProperty("transaction.state.log.replication.factor", replicas);
    settings.setProperty("transaction.state.log.min.isr", inSync);
    settings.setProperty("transaction.state.log.num.partitions", "3");
    settings.setProperty("share.coordinator.state.topic.replication.factor", replicas);
    settings.setProperty("share.coordinator.state.topic.min.isr", inSync);
    settings.setProperty("share.coordinator.state.topic.num.partitions", "3");
    settings.setProperty("default.replication.factor", replicas);
    settings.setProperty("min.insync.replicas", inSync);
  }

  private static void small(Properties settings) {
    settings.setProperty("num.partitions", "3");
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("broker.session.timeout.ms", "3000");
    settings.setProperty("broker.heartbeat.interval.ms", "1000");
    settings.setProperty("broker.heartbeat.interval.ms", "1000");
    // The default takes 128 MB.
    settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("log.segment.bytes", "67108864");
  }
}
