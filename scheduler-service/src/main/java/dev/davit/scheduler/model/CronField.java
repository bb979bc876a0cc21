package dev.davit.scheduler.model;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron expression: the values that match.
 *
 * @param any written as {@code *}, alone or with a step
 */
record CronField(BitSet values, boolean any) {

  /**
   * Reads lists, ranges, steps and names.
   *
   * @param names of the values from {@code lowest} on; empty if they have none
   * @throws IllegalArgumentException naming the part that is wrong
   */
  static CronField parse(String text, int lowest, int highest, List<String> names) {
    var values = new BitSet();
    for (String part : text.split(",", -1)) {
      addPart(values, part, lowest, highest, names);
    }
    return new CronField(values, text.startsWith("*"));
  }

  private static void addPart(
      BitSet values, String part, int lowest, int highest, List<String> names) {
    String[] stepped = part.split("/", -1);
    if (stepped.length > 2) {
      throw new IllegalArgumentException("\"" + part + "\" has two steps");
    }
    int from = lowest;
    int to = highest;
    if (!stepped[0].equals("*")) {
      String[] range = stepped[0].split("-", -1);
      from = number(range[0], lowest, highest, names);
      to = range.length == 2 ? end(range[1], lowest, highest, names) : from;
      if (range.length > 2 || to < from) {
        throw new IllegalArgumentException("\"" + part + "\" is no range");
      }
      if (stepped.length == 2 && range.length == 1) {
        to = highest;
      }
    }
    int step = stepped.length == 2 ? number(stepped[1], 1, highest, List.of()) : 1;
    for (int value = from; value <= to; value += step) {
      values.set(value);
    }
  }

  /** The last value of a name: Sunday ends a week that it also begins. */
  private static int end(String text, int lowest, int highest, List<String> names) {
    int named = names.lastIndexOf(text.toUpperCase(Locale.ROOT));
    return named >= 0 ? lowest + named : number(text, lowest, highest, names);
  }

  private static int number(String text, int lowest, int highest, List<String> names) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return lowest + named;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= lowest && value <= highest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls to the same message: it is no number of the field.
    }
    throw new IllegalArgumentException("\"" + text + "\" is not in " + lowest + " to " + highest);
  }

  boolean matches(int value) {
    return values.get(value);
  }
}
