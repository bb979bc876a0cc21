package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A record as it came, unjudged.
 *
 * @param key null for a record without one
 * @param headers in their order, equal names included
 * @param value null for a record without one
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record InboundRecord(
    String topic, int partition, long offset, byte[] key, List<Header> headers, byte[] value) {
  public InboundRecord {
    headers = List.copyOf(headers);
  }

  /** Without a key, each name of a header once. */
  public InboundRecord(
      String topic, int partition, long offset, Map<String, byte[]> headers, byte[] value) {
    this(
        topic,
        partition,
        offset,
        null,
        headers.entrySet().stream().map(e -> new Header(e.getKey(), e.getValue())).toList(),
        value);
  }

  public static InboundRecord of(ConsumerRecord<?, byte[]> read) {
    List<Header> headers = new ArrayList<>();
    read.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
    return new InboundRecord(
        read.topic(), read.partition(), read.offset(), key(read), headers, read.value());
  }

  private static byte[] key(ConsumerRecord<?, byte[]> read) {
    return switch (read.key()) {
      case byte[] bytes -> bytes;
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case null, default -> null;
    };
  }

  /** A polled batch, in its order. */
  public static List<InboundRecord> all(ConsumerRecords<?, byte[]> batch) {
    List<InboundRecord> records = new ArrayList<>(batch.count());
    batch.forEach(read -> records.add(of(read)));
    return records;
  }

  /** Where it lies on the broker. */
  public QuarantineId place() {
    return new QuarantineId(topic, partition, offset);
  }
}
