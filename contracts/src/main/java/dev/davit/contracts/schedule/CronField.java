package dev.davit.contracts.schedule;

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
   * What a field may hold.
   *
   * @param name as messages call it
   * @param names of the values from {@code lowest} on; empty if they have none
   */
  record Kind(String name, int lowest, int highest, List<String> names) {

    /**
     * Reads lists, ranges, steps and names.
     *
     * @throws IllegalArgumentException naming the field and the part that is wrong
     */
    CronField parse(String text) {
      var values = new BitSet();
      for (String part : text.split(",", -1)) {
        addPart(values, part);
      }
      return new CronField(values, text.startsWith("*"));
    }

    private void addPart(BitSet values, String part) {
      String[] stepped = part.split("/", -1);
      if (stepped.length > 2) {
        throw wrong(part, "has two steps");
      }
      int from = lowest;
      int to = highest;
      if (!stepped[0].equals("*")) {
        String[] range = stepped[0].split("-", -1);
        from = value(range[0]);
        to = range.length == 2 ? last(range[1]) : from;
        if (range.length > 2 || to < from) {
          throw wrong(part, "is no range");
        }
        if (stepped.length == 2 && range.length == 1) {
          to = highest;
        }
      }
      int step = stepped.length == 2 ? number(stepped[1], 1) : 1;
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
    }

    private int value(String text) {
      int named = names.indexOf(text.toUpperCase(Locale.ROOT));
      return named >= 0 ? lowest + named : number(text, lowest);
    }

    /** The last value of a name: Sunday ends a week that it also begins. */
    private int last(String text) {
      int named = names.lastIndexOf(text.toUpperCase(Locale.ROOT));
      return named >= 0 ? lowest + named : number(text, lowest);
    }

    private int number(String text, int least) {
      try {
        int value = Integer.parseInt(text);
        if (value >= least && value <= highest) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Falls to the same message: it is no number of the field.
      }
      throw wrong(text, "is not in " + least + " to " + highest);
    }

    private IllegalArgumentException wrong(String part, String what) {
      return new IllegalArgumentException(name + " \"" + part + "\" " + what);
    }
  }

  boolean matches(int value) {
    return values.get(value);
  }

  /** The next value that matches; -1 if none does that is greater. */
  int next(int value) {
    return values.nextSetBit(value + 1);
  }
}
