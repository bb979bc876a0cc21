package dev.davit.kit.work;

import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.event.Progress;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.outbox.Outbox;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends progress straight to the broker: no table, no retry of ours, losing it is fine. */
public final class ProgressSender implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ProgressSender.class.getName());

  private final Producer<String, byte[]> producer;
  private final Outbox outbox;
  private final ExecutorService executor;

  /** The producer stays the caller's. */
  public ProgressSender(Producer<String, byte[]> producer, Outbox outbox) {
    this.producer = producer;
    this.outbox = outbox;
    // Of its own, since send blocks while the broker is away; what then piles up is dropped.
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(64),
            Thread.ofPlatform().daemon().name("davit-progress").factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());
  }

  /** Returns at once. */
  public void send(Progress progress, Cause cause) {
    EncodedEvent event = EventCodec.encode(outbox.envelope(progress, cause));
    var record =
        new ProducerRecord<>(
            EventTypes.topic(progress.getClass()).wireName(),
            progress.system().value(),
            event.body());
    event.headers().forEach((name, value) -> record.headers().add(name, value));
    executor.execute(() -> send(record));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record);
    } catch (KafkaException | IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "progress lost; reason={0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
