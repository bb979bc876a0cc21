package dev.davit.contracts.codec;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.SecretRef;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One full sample of every event record: each field set, the same values each time. */
public final class Samples {
  private static final UUID ID = UUID.fromString("0b2c9c1e-6f3a-4f0e-9d57-3f1d2a4b5c6d");

  private Samples() {}

  public static Event of(Class<? extends Event> record) {
    return (Event) record(record);
  }

  public static Envelope envelope(Event event) {
    return new Envelope(
        "5f0e2d3c-0000-4000-8000-000000000001",
        "/davit/test",
        Instant.parse("2026-01-02T03:04:05.678Z"),
        event,
        "correlation",
        "causation",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "key",
        Map.of("theirs", "kept"));
  }

  /** Whether a record refuses to be without a component; read from what its constructor does. */
  public static boolean isRequired(Class<?> record, RecordComponent component) {
    if (component.getType().isPrimitive()) {
      return false; // an absent one is 0 or false
    }
    return alternatives(record).stream().allMatch(sample -> refuses(record, sample, component));
  }

  /** More than one where a record is given in one way or another. */
  private static List<Object> alternatives(Class<?> record) {
    return record == DatabaseSettings.class
        ? List.of(
            record(record),
            new DatabaseSettings(
                "/home/shop", null, new SecretRef("env:PW"), List.of("shop"), "/usr/bin"))
        : List.of(record(record));
  }

  private static boolean refuses(Class<?> record, Object sample, RecordComponent component) {
    try {
      RecordComponent[] all = record.getRecordComponents();
      Object[] values = new Object[all.length];
      for (int i = 0; i < all.length; i++) {
        boolean missing = all[i].getName().equals(component.getName());
        values[i] = missing ? null : all[i].getAccessor().invoke(sample);
      }
      constructor(record).newInstance(values);
      return false;
    } catch (InvocationTargetException refused) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no constructor of " + record, e);
    }
  }

  private static Constructor<?> constructor(Class<?> record) throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = record.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }

  private static Object record(Class<?> type) {
    if (type == DatabaseSettings.class) {
      return new DatabaseSettings(
          null, "postgresql://u@h/shop", new SecretRef("env:PW"), List.of("shop"), "/usr/bin");
    }
    try {
      RecordComponent[] components = type.getRecordComponents();
      Object[] values =
          Arrays.stream(components).map(c -> value(c.getName(), c.getGenericType())).toArray();
      return constructor(type).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no sample of " + type, e);
    }
  }

  private static Object value(String name, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? List.of(value(name, arguments[0]))
          : Map.of("name", value(name, arguments[1]));
    }
    return scalar(name, (Class<?>) type);
  }

  private static Object scalar(String name, Class<?> type) {
    if (type == SystemId.class) {
      return new SystemId("shop");
    } else if (type == RunId.class) {
      return new RunId(ID);
    } else if (type == PointId.class) {
      return new PointId(ID);
    } else if (type == SecretRef.class) {
      return new SecretRef("file:/secrets/shop");
    } else if (type == String.class) {
      return name.equals("zone") ? "Europe/Berlin" : name + " ä";
    } else if (type == Instant.class) {
      return Instant.parse("2026-01-02T03:04:05.678901234Z");
    } else if (type == Duration.class) {
      return Duration.ofMinutes(90);
    } else if (type == ErrorCode.class) {
      return ErrorCode.TARGET_NOT_EMPTY;
    } else if (type == LocalTime.class) {
      return name.equals("to") ? LocalTime.of(18, 0) : LocalTime.of(8, 30);
    } else if (type == int.class || type == Integer.class) {
      return 3;
    } else if (type == long.class || type == Long.class) {
      return 9_007_199_254_740_993L; // no double holds it
    } else if (type == double.class) {
      return 12.5;
    } else if (type == boolean.class) {
      return true;
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new AssertionError("no sample value for " + name + " of " + type);
  }
}
