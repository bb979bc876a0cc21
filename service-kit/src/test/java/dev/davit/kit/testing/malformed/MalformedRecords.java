package dev.davit.kit.testing.malformed;

import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes any number of malformed records from a seed: the same for the same seed. */
public final class MalformedRecords {
  private final List<Topic> topics;
  private final Random random;
  private final Golden golden;
  private final Map<String, Spoiler> spoilers = new LinkedHashMap<>();

  /**
   * @param topics those that the service under trial reads
   */
  public MalformedRecords(List<Topic> topics, long seed) {
    this.topics = List.copyOf(topics);
    this.random = new Random(seed);
    this.golden = new Golden(topics);
    spoilers.putAll(SpoiledBytes.all());
    spoilers.putAll(SpoiledAttributes.all());
    spoilers.putAll(SpoiledData.all());
    spoilers.putAll(SpoiledHeaders.all());
    spoilers.putAll(SpoiledPlaces.all(topics));
  }

  /** Each way to spoil is taken in turn, so that none is left out. */
  public List<MalformedRecord> make(int count) {
    List<MalformedRecord> made = new ArrayList<>(count);
    List<Spoiler> ways = List.copyOf(spoilers.values());
    for (int i = 0; made.size() < count; i++) {
      MalformedRecord record = ways.get(i % ways.size()).spoil(golden.any(random), random);
      if (record != null && !isGoodOrder(record)) {
        made.add(record);
      }
    }
    return made;
  }

  /**
   * A worker would obey it, as it should, and the trial would wait for work that comes to nothing.
   */
  private static boolean isGoodOrder(MalformedRecord record) {
    try {
      return record.code() == null
          && record.topic() == Topic.SCHEDULER_EVENTS
          && EventCodec.decode(record.headers(), record.value()).event() instanceof Order;
    } catch (MalformedEvent e) {
      return false;
    }
  }

  /** A record that belongs nowhere in particular lies on any topic. */
  public List<MalformedRecord> spread(List<MalformedRecord> records) {
    return records.stream()
        .map(record -> record.topic() == null ? record.on(anyTopic()) : record)
        .filter(record -> topics.contains(record.topic()))
        .toList();
  }

  private Topic anyTopic() {
    return topics.get(random.nextInt(topics.size()));
  }
}
