package dev.davit.e2e.simulation;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.event.*;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was said on the broker, doubles counted once. */
record Histories(List<Event> said) {
  static Histories of(SimulatedBroker broker) {
    Map<String, Event> byId = new LinkedHashMap<>();
    Stream.of(Topic.SCHEDULER_EVENTS, Topic.AUDIT_EVENTS)
        .flatMap(topic -> broker.log(topic).stream())
        .map(Histories::decode)
        .forEach(event -> byId.putIfAbsent(event.id(), event.event()));
    return new Histories(List.copyOf(byId.values()));
  }

  private static Envelope decode(InboundRecord read) {
    try {
      return EventCodec.decode(read.headers(), read.value());
    } catch (MalformedEvent e) {
      throw new AssertionError(e);
    }
  }

  <T extends Event> List<T> all(Class<T> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The kinds of what was said, in their order; ids differ from one life to the next. */
  List<String> names() {
    return said.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  /** Backups and recoveries in the order of their starts. */
  List<RunId> exclusive() {
    return said.stream()
        .flatMap(event ->
            switch (event) {
              case BackupStarted started -> Stream.of(started.run());
              case RecoveryStarted started -> Stream.of(started.run());
              default -> Stream.<RunId>empty();
            })
        .toList();
  }

  /** Everything by which a run ended. */
  List<Event> ends(RunId run) {
    return said.stream()
        .filter(event ->
            switch (event) {
              case BackupCompleted end -> end.run().equals(run);
              case BackupFailed end -> end.run().equals(run);
              case BackupCancelled end -> end.run().equals(run);
              case RecoveryCompleted end -> end.run().equals(run);
              case RecoveryFailed end -> end.run().equals(run);
              case RecoveryCancelled end -> end.run().equals(run);
              default -> false;
            })
        .toList();
  }
}
