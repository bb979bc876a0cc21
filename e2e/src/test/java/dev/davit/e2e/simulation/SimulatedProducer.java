package dev.davit.e2e.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends to the simulated broker; a record, or only its acknowledgement, may get lost. */
final class SimulatedProducer extends MockProducer<String, byte[]> {
  private static final int LOSSES = 4;

  private final SimulatedBroker broker;
  private final Chance chance;
  private boolean broken;

  SimulatedProducer(SimulatedBroker broker, Chance chance) {
    super(true, null, new StringSerializer(), new ByteArraySerializer());
    this.broker = broker;
    this.chance = chance;
  }

  /** An idempotent producer sends nothing behind a record that it could not send. */
  void mend() {
    broken = false;
  }

  /** True if something that was to be sent since then was not, or is not known to be. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
    broken |= chance.trouble(LOSSES);
    if (broken) {
      return CompletableFuture.failedFuture(new TimeoutException("not sent"));
    }
    broker.append(record);
    if (chance.trouble(LOSSES)) {
      broken = true;
      return CompletableFuture.failedFuture(new TimeoutException("sent, but not acknowledged"));
    }
    var partition = new TopicPartition(record.topic(), 0);
    return CompletableFuture.completedFuture(new RecordMetadata(partition, 0, 0, 0, 0, 0));
  }
}
