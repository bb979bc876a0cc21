package dev.davit.kit.testing.malformed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** What would let a publisher bypass the scheduler, if a worker obeyed it. */
public final class Temptations {
  private Temptations() {}

  /**
   * Every request, and every order that comes by another topic than the scheduler's, on each of
   * these topics: good events but for their place.
   */
  public static List<MalformedRecord> of(SystemId system, RunId run, List<Topic> topics) {
    return topics.stream()
        .flatMap(topic ->
            strays(
                system,
                run,
                topic,
                type -> Request.class.isAssignableFrom(type) || Order.class.isAssignableFrom(type))
                .stream())
        .toList();
  }

  /** Every event that does not belong on the topic, and would mean something to that run. */
  public static List<MalformedRecord> forged(SystemId system, RunId run, Topic topic) {
    return strays(system, run, topic, type -> true);
  }

  private static List<MalformedRecord> strays(
      SystemId system, RunId run, Topic topic, Predicate<Class<?>> wanted) {
    List<MalformedRecord> all = new ArrayList<>();
    EventTypes.all()
        .forEach((name, type) -> {
          if (wanted.test(type) && EventTypes.topic(type) != topic) {
            all.add(record(name, system, run, topic));
          }
        });
    return all;
  }

  private static MalformedRecord record(String name, SystemId system, RunId run, Topic topic) {
    ObjectNode event = Golden.read(name).deepCopy();
    event.put("id", UUID.randomUUID().toString());
    event.put("subject", system.value());
    var data = (ObjectNode) event.path("data");
    data.put("system", system.value());
    if (data.has("run")) {
      data.put("run", run.toString());
    }
    return new MalformedRecord(
        name + " on " + topic,
        topic,
        Spoiled.key(event),
        Spoiled.structured(),
        Json.bytes(event),
        ErrorCode.WRONG_TOPIC);
  }
}
