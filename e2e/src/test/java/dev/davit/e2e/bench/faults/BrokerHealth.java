package dev.davit.e2e.bench.faults;

import dev.davit.contracts.topic.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Whether every broker has everything, and who leads. */
final class BrokerHealth implements AutoCloseable {
  private static final List<String> TOPICS =
      Stream.concat(
              Arrays.stream(Topic.values()).map(Topic::wireName), Stream.of("__consumer_offsets"))
          .toList();
  private static final int LIMIT_SECONDS = 10;

  private final Admin admin;

  BrokerHealth(String bootstrap) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** False also if nobody can say. */
  boolean isWhole() {
    return partitions().stream().allMatch(one -> one.isr().size() == one.replicas().size())
        && !partitions().isEmpty();
  }

  /** Number of the broker that leads the most partitions; to be asked of a whole cluster. */
  int leaderOfMost() {
    return partitions().stream()
        .filter(one -> one.leader() != null)
        .collect(Collectors.groupingBy(one -> one.leader().id(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(1);
  }

  private List<TopicPartitionInfo> partitions() {
    try {
      return admin
          .describeTopics(TOPICS)
          .allTopicNames()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS)
          .values()
          .stream()
          .map(TopicDescription::partitions)
          .flatMap(Collection::stream)
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
