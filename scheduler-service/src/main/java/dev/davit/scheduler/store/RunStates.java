package dev.davit.scheduler.store;

import dev.davit.contracts.codec.Json;
import dev.davit.scheduler.model.Run;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stored form of a run's state: its kind and name beside the record's own fields. */
final class RunStates {
  private static final Map<String, Class<? extends Run>> RECORDS =
      leaves(Run.class).collect(Collectors.toMap(RunStates::key, type -> type, (a, b) -> a));

  private RunStates() {}

  static String name(Run run) {
    return run.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  static String data(Run run) {
    return Json.text(run);
  }

  static Run read(String kind, String state, String data) {
    return Json.read(data, RECORDS.get(kind + "/" + state));
  }

  private static String key(Class<? extends Run> type) {
    String outer = type.getEnclosingClass().getSimpleName();
    String kind = outer.substring(0, outer.length() - "Run".length());
    return (kind + "/" + type.getSimpleName()).toLowerCase(java.util.Locale.ROOT);
  }

  @SuppressWarnings("unchecked")
  private static Stream<Class<? extends Run>> leaves(Class<?> type) {
    return type.isRecord()
        ? Stream.of((Class<? extends Run>) type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(RunStates::leaves);
  }
}
