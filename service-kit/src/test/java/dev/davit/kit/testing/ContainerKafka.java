package dev.davit.kit.testing;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in a container of the official image, or of one with its environment variables. */
final class ContainerKafka {
  private static final int ANSWER_LIMIT_MS = 1000;

  private ContainerKafka() {}

  static TestServer start(String image, int port) {
    // The same port inside as outside: the broker also calls itself by its advertised address.
    int controllerPort = port == 9093 ? 9094 : 9093;
    var container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withEnv("CLUSTER_ID", Uuid.randomUuid().toString())
            .withEnv("KAFKA_HEAP_OPTS", "-Xms128m -Xmx256m")
            .withEnv("KAFKA_LOG_DIRS", "/tmp/davit-test-kafka");
    BrokerSettings.of("0.0.0.0", port, controllerPort)
        .forEach((key, value) -> container.withEnv(variable(key), value));
    return ServerContainer.start(container, port, port, () -> answers(port));
  }

  private static String variable(String key) {
    return "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static boolean answers(int port) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      var options = new DescribeClusterOptions().timeoutMs(ANSWER_LIMIT_MS);
      return !admin.describeCluster(options).nodes().get().isEmpty();
    }
  }
}
