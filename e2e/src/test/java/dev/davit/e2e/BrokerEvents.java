package dev.davit.e2e;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RunFact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Another system that listens: every event on the broker, from the beginning. One thread's own. */
public final class BrokerEvents implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final byte[] system;
  private final List<Event> heard = new ArrayList<>();

  /**
   * @param broker {@code host:port}
   * @param system whose events are heard; what others do on the broker is passed over
   */
  public BrokerEvents(String broker, String system) {
    this.system = system.getBytes(StandardCharsets.UTF_8);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker,
                "group.id",
                "e2e-" + java.util.UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                "1000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(Pattern.compile("davit\\..*"));
  }

  /** Returns the first event of a run that fits, as soon as it is on the broker. */
  public Event await(RunId run, Predicate<Event> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int looked = 0;
    while (System.nanoTime() < end) {
      for (; looked < heard.size(); looked++) {
        if (run.equals(runOf(heard.get(looked))) && wanted.test(heard.get(looked))) {
          return heard.get(looked);
        }
      }
      consumer.poll(Duration.ofMillis(100)).forEach(this::hear);
    }
    throw new AssertionError("not heard of run " + run + " within " + PATIENCE);
  }

  private void hear(ConsumerRecord<byte[], byte[]> read) {
    if (!Arrays.equals(system, read.key())) {
      return;
    }
    var headers = new HashMap<String, byte[]>();
    for (Header header : read.headers()) {
      headers.put(header.key(), header.value());
    }
    try {
      heard.add(EventCodec.decode(headers, read.value()).event());
    } catch (MalformedEvent e) {
      throw new AssertionError("a service published what is no event: " + e.problem(), e);
    }
  }

  private static RunId runOf(Event event) {
    return switch (event) {
      case RunFact fact -> fact.run();
      case BackupStarted order -> order.run();
      case RecoveryStarted order -> order.run();
      case RecoveryStepStarted order -> order.run();
      default -> null;
    };
  }

  @Override
  public void close() {
    consumer.close();
  }
}
