package dev.davit.e2e.bench.faults;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that was said on the broker but progress, from the beginning, each event once: services may
 * send one again when they do not know whether they have. One thread's own.
 */
final class BrokerLog implements AutoCloseable {
  private static final int PARTITIONS = 3;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Envelope> events = new LinkedHashMap<>();
  private final List<String> malformed = new ArrayList<>();
  private long records;

  BrokerLog(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var all =
        Arrays.stream(Topic.values())
            .filter(topic -> !topic.wireName().contains(".progress."))
            .flatMap(BrokerLog::partitions)
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(topic.wireName(), n));
  }

  /** Hears what there is; returns the new events. */
  List<Envelope> poll(Duration limit) {
    var news = new ArrayList<Envelope>();
    consumer.poll(limit).forEach(read -> hear(read, news));
    return news;
  }

  /** Hears everything that is there now. */
  void readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(Duration.ofMillis(200));
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> read, List<Envelope> news) {
    records++;
    var headers = new ArrayList<Header>();
    read.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
    try {
      Envelope event = EventCodec.decode(headers, read.value());
      if (events.putIfAbsent(event.source() + " " + event.id(), event) == null) {
        news.add(event);
      }
    } catch (MalformedEvent e) {
      malformed.add(read.topic() + ": " + e.problem());
    }
  }

  /** In the order heard. */
  List<Envelope> events() {
    return List.copyOf(events.values());
  }

  /** What services or senders published that is no event. */
  List<String> malformed() {
    return malformed;
  }

  /** Those that were sent again included. */
  long records() {
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
