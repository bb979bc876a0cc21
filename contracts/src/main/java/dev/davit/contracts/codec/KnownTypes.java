package dev.davit.contracts.codec;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import dev.davit.contracts.event.Event;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which record a CloudEvents type means, or why none. */
final class KnownTypes {
  /** The highest version of any event that this Davit reads. */
  private static final int READ = 1;

  private static final int LONGEST = 80;
  private static final Pattern VERSIONED = Pattern.compile("(dev\\.davit\\..+\\.v)([1-9]\\d{0,5})");

  private KnownTypes() {}

  /**
   * @throws MalformedEvent NEWER_EVENT for a later version of a known event, else UNKNOWN_EVENT
   */
  static Class<? extends Event> require(String object, String type) {
    return EventTypes.byType(type).orElseThrow(() -> unknown(object, type));
  }

  private static MalformedEvent unknown(String object, String type) {
    String said = "type \"" + type + "\"";
    Matcher versioned = VERSIONED.matcher(type);
    if (versioned.matches()
        && Integer.parseInt(versioned.group(2)) > READ
        && EventTypes.byType(versioned.group(1) + READ).isPresent()) {
      return new MalformedEvent(ErrorCode.NEWER_EVENT, object, said + ", read is version " + READ);
    }
    return new MalformedEvent(ErrorCode.UNKNOWN_EVENT, object, said + nearest(type));
  }

  private static String nearest(String type) {
    if (type.length() > LONGEST) {
      return "";
    }
    List<String> types = EventTypes.all().values().stream().map(EventTypes::type).toList();
    return Nearest.to(type, types).map(near -> ", did you mean \"" + near + "\"?").orElse("");
  }
}
