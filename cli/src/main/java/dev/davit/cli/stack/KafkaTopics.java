package dev.davit.cli.stack;

import dev.davit.contracts.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Makes Davit's topics where they are absent. Requests and facts are kept for a month, long enough
 * for any run and any consumer that was away; progress, which nothing depends on, for an hour. Kept
 * uncompressed, so that the broker's limit is one of what readers must hold: a few kilobytes that
 * unpack to gigabytes are refused to their publisher.
 */
final class KafkaTopics {
  private static final int PARTITIONS = 3;
  private static final Duration FACTS = Duration.ofDays(30);
  private static final Duration PROGRESS = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private KafkaTopics() {}

  /** Waits, where some are absent, for as many brokers as there must be. */
  static void create(KafkaNodes nodes)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, nodes.bootstrap()))) {
      var present = admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      List<NewTopic> absent =
          Arrays.stream(Topic.values())
              .filter(topic -> !present.contains(topic.wireName()))
              .map(topic -> definition(topic, nodes))
              .toList();
      if (absent.isEmpty()) {
        return;
      }
      await(admin, nodes.replicas());
      admin.createTopics(absent).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void await(Admin admin, int brokers)
      throws ExecutionException, InterruptedException, TimeoutException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (admin.describeCluster().nodes().get(LIMIT.toSeconds(), TimeUnit.SECONDS).size()
        < brokers) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("fewer than " + brokers + " brokers");
      }
      Thread.sleep(PAUSE);
    }
  }

  private static NewTopic definition(Topic topic, KafkaNodes nodes) {
    boolean progress = topic.wireName().contains(".progress.");
    var kept = progress ? PROGRESS : FACTS;
    return new NewTopic(topic.wireName(), PARTITIONS, (short) nodes.replicas())
        .configs(
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(kept.toMillis()),
                "compression.type", "uncompressed"));
  }
}
