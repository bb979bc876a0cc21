package dev.davit.e2e.simulation;

import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Topics of one partition each, as one system sees them: what is in a topic keeps its order, and
 * whoever reads goes on at the offset that it last committed.
 */
final class SimulatedBroker {
  private final Map<Topic, List<InboundRecord>> topics = new EnumMap<>(Topic.class);

  SimulatedBroker() {
    for (Topic topic : Topic.values()) {
      topics.put(topic, new ArrayList<>());
    }
  }

  void append(ProducerRecord<String, byte[]> sent) {
    Map<String, byte[]> headers = new HashMap<>();
    sent.headers().forEach(header -> headers.put(header.key(), header.value()));
    append(topic(sent.topic()), headers, sent.value());
  }

  void append(Topic topic, Map<String, byte[]> headers, byte[] value) {
    List<InboundRecord> log = topics.get(topic);
    log.add(new InboundRecord(topic.wireName(), 0, log.size(), headers, value));
  }

  private static Topic topic(String wireName) {
    return Stream.of(Topic.values())
        .filter(topic -> topic.wireName().equals(wireName))
        .findFirst()
        .orElseThrow();
  }

  /** All records of a topic. */
  List<InboundRecord> log(Topic topic) {
    return List.copyOf(topics.get(topic));
  }

  /** A group's place in one topic. */
  final class Reader {
    private final Topic topic;
    private int committed;

    Reader(Topic topic) {
      this.topic = topic;
    }

    Topic topic() {
      return topic;
    }

    boolean atEnd() {
      return committed == topics.get(topic).size();
    }

    List<InboundRecord> poll(int most) {
      List<InboundRecord> log = topics.get(topic);
      return List.copyOf(log.subList(committed, Math.min(log.size(), committed + most)));
    }

    void commit(int records) {
      committed += records;
    }

    /** As after a rebalance on an old offset: some are heard again. */
    void goBack(int records) {
      committed = Math.max(0, committed - records);
    }
  }
}
