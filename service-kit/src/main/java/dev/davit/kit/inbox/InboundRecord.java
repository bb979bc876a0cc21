package dev.davit.kit.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A record as it came, unjudged.
 *
 * @param headers of equal names the last
 * @param value null for a record without one
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record InboundRecord(
    String topic, int partition, long offset, Map<String, byte[]> headers, byte[] value) {

  public static InboundRecord of(ConsumerRecord<?, byte[]> read) {
    Map<String, byte[]> headers = new HashMap<>();
    read.headers().forEach(header -> headers.put(header.key(), header.value()));
    return new InboundRecord(read.topic(), read.partition(), read.offset(), headers, read.value());
  }

  /** A polled batch, in its order. */
  public static List<InboundRecord> all(ConsumerRecords<?, byte[]> batch) {
    List<InboundRecord> records = new ArrayList<>(batch.count());
    batch.forEach(read -> records.add(of(read)));
    return records;
  }
}
