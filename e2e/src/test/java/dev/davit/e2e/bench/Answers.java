package dev.davit.e2e.bench;

import dev.davit.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the scheduler says, and notes for each request when its answer came and what it was.
 * Looks for a few words only: parsing every event would cost as much as answering it.
 */
final class Answers implements AutoCloseable {
  static final String ID_PREFIX = "bench-request-";
  private static final int MOST = 8_000_000;
  private static final String TYPE = "\"type\":\"";
  private static final String CAUSE = "\"causationid\":\"" + ID_PREFIX;

  /** What an answer can be. */
  enum Kind {
    ACCEPTED,
    REJECTED,
    DUPLICATE
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AtomicLongArray cameAt = new AtomicLongArray(MOST);
  private final AtomicInteger[] byKind = new AtomicInteger[Kind.values().length];
  private final AtomicInteger all = new AtomicInteger();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("bench-answers").unstarted(this::read);
  private volatile boolean closed;

  Answers(String bootstrap) {
    for (Kind kind : Kind.values()) {
      byKind[kind.ordinal()] = new AtomicInteger();
    }
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap, "max.poll.records", 5_000, "fetch.max.wait.ms", 5),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions = new ArrayList<TopicPartition>();
    consumer
        .partitionsFor(Topic.SCHEDULER_EVENTS.wireName())
        .forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread.start();
  }

  private void read() {
    while (!closed) {
      var batch = consumer.poll(Duration.ofMillis(100));
      long now = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> each : batch) {
        note(new String(each.value(), StandardCharsets.ISO_8859_1), now);
      }
    }
    consumer.close();
  }

  private void note(String event, long now) {
    int type = event.indexOf(TYPE);
    int name = event.indexOf("request.", type);
    if (name < 0 || name > type + TYPE.length() + 16) {
      return; // an order: no answer
    }
    Kind kind =
        switch (event.charAt(name + "request.".length())) {
          case 'a' -> Kind.ACCEPTED;
          case 'r' -> Kind.REJECTED;
          default -> Kind.DUPLICATE;
        };
    int from = event.indexOf(CAUSE) + CAUSE.length();
    int number = Integer.parseInt(event, from, event.indexOf('"', from), 10);
    if (cameAt.getAndSet(number, now) == 0) {
      byKind[kind.ordinal()].incrementAndGet();
      all.incrementAndGet();
    }
  }

  /** How many requests have been answered. */
  int count() {
    return all.get();
  }

  /** By kind. */
  Map<Kind, Integer> counts() {
    var counts = new TreeMap<Kind, Integer>();
    for (Kind kind : Kind.values()) {
      counts.put(kind, byKind[kind.ordinal()].get());
    }
    return counts;
  }

  /** When the answer to a request came, by {@link System#nanoTime}; 0: not yet. */
  long cameAt(int request) {
    return cameAt.get(request);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
