package dev.davit.contracts.codec;

import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.EventName;
import dev.davit.contracts.topic.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of event types, read once from the sealed hierarchy and its {@link EventName}s. */
public final class EventTypes {
  static final String SCHEMAS = "urn:davit:event:";
  private static final String PREFIX = "dev.davit.";
  private static final String VERSION = ".v1";
  private static final SortedMap<String, Class<? extends Event>> BY_NAME = table();

  private EventTypes() {}

  /** Every event record by its name, such as {@code dump.pinned}; sorted, not to be changed. */
  public static Map<String, Class<? extends Event>> all() {
    return BY_NAME;
  }

  /** {@code dump.pinned} for {@code DumpPinned.class}. */
  public static String name(Class<? extends Event> event) {
    return annotation(event).value();
  }

  /** {@code dev.davit.dump.pinned.v1} for {@code DumpPinned.class}. */
  public static String type(Class<? extends Event> event) {
    return PREFIX + name(event) + VERSION;
  }

  /** {@code urn:davit:event:dump.pinned:v1}: the immutable name of the schema of its data. */
  public static String dataSchema(Class<? extends Event> event) {
    return SCHEMAS + name(event) + ":v1";
  }

  public static Topic topic(Class<? extends Event> event) {
    return annotation(event).topic();
  }

  /** The record of a CloudEvents type; empty if Davit has none. */
  public static Optional<Class<? extends Event>> byType(String type) {
    if (!type.startsWith(PREFIX) || !type.endsWith(VERSION)) {
      return Optional.empty();
    }
    int end = type.length() - VERSION.length();
    return end <= PREFIX.length()
        ? Optional.empty()
        : Optional.ofNullable(BY_NAME.get(type.substring(PREFIX.length(), end)));
  }

  private static EventName annotation(Class<?> event) {
    EventName name = event.getAnnotation(EventName.class);
    if (name == null) {
      throw new IllegalArgumentException(event.getName() + " has no @EventName");
    }
    return name;
  }

  private static SortedMap<String, Class<? extends Event>> table() {
    var found = new TreeMap<String, Class<? extends Event>>();
    collect(Event.class, found);
    return java.util.Collections.unmodifiableSortedMap(found);
  }

  private static void collect(
      Class<? extends Event> type, Map<String, Class<? extends Event>> found) {
    if (type.isRecord()) {
      if (found.put(annotation(type).value(), type) != null) {
        throw new IllegalStateException("two events are named " + annotation(type).value());
      }
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      collect(permitted.asSubclass(Event.class), found);
    }
  }
}
