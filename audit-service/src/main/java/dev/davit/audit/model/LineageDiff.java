package dev.davit.audit.model;

import dev.davit.contracts.point.TableVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What changed in the application's tables between two points. Pure. */
public final class LineageDiff {
  private LineageDiff() {}

  /**
   * Schema changes, a line each, by table; new rows alone are no change. A table is the same if it
   * has the same id in a database of the same name, whatever it is called.
   */
  public static List<String> between(List<TableVersion> before, List<TableVersion> after) {
    record Key(String database, String id) {}
    Map<Key, TableVersion> old = new LinkedHashMap<>();
    before.forEach(table -> old.put(new Key(table.database(), table.id()), table));
    List<String> changes = new ArrayList<>();
    for (TableVersion now : after) {
      TableVersion then = old.remove(new Key(now.database(), now.id()));
      if (then == null) {
        changes.add(quoted(now) + " created, " + now.columns().size() + " columns");
      } else {
        compare(then, now, changes);
      }
    }
    old.values().forEach(gone -> changes.add(quoted(gone) + " dropped"));
    return changes;
  }

  private static void compare(TableVersion then, TableVersion now, List<String> changes) {
    if (!then.name().equals(now.name())) {
      changes.add(quoted(now) + " was called \"" + then.name() + "\"");
    }
    missing(then.columns(), now.columns())
        .forEach(column -> changes.add(quoted(now) + " column added: " + column));
    missing(now.columns(), then.columns())
        .forEach(column -> changes.add(quoted(now) + " column removed: " + column));
    if (then.schemaVersion() > now.schemaVersion() || then.version() > now.version()) {
      changes.add(
          "%s reverted from version %d to %d"
              .formatted(quoted(now), then.version(), now.version()));
    }
  }

  /** What {@code more} has and {@code from} has not. */
  private static Set<String> missing(List<String> from, List<String> more) {
    var rest = new LinkedHashSet<>(more);
    from.forEach(rest::remove);
    return rest;
  }

  private static String quoted(TableVersion table) {
    return "table \"" + table.name() + "\"";
  }
}
