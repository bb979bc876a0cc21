package dev.davit.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a published schema may become: the same, with optional additions. */
final class SchemaRules {
  /** Free text; everything else is what readers and writers rely on. */
  private static final Set<String> FREE = Set.of("description", "title");

  private final List<String> broken = new ArrayList<>();

  private SchemaRules() {}

  /** One line for each way in which {@code now} would break who goes by {@code published}. */
  static List<String> broken(JsonNode published, JsonNode now) {
    var rules = new SchemaRules();
    rules.compare("", published, now);
    return rules.broken;
  }

  private void compare(String at, JsonNode published, JsonNode now) {
    for (var field : published.properties()) {
      String name = field.getKey();
      String path = at + "/" + name;
      if (FREE.contains(name) && field.getValue().isTextual()) {
        continue;
      }
      if (!now.has(name)) {
        broken.add(path + " is gone");
      } else if (name.equals("required")) {
        sameNames(path, field.getValue(), now.get(name));
      } else if (name.equals("enum")) {
        noneGone(path, field.getValue(), now.get(name));
      } else if (field.getValue().isObject()) {
        compare(path, field.getValue(), now.get(name));
      } else if (!field.getValue().equals(now.get(name))) {
        broken.add(path + " was " + field.getValue() + ", is " + now.get(name));
      }
    }
    if (now.has("required") && !published.has("required") && published.has("properties")) {
      broken.add(at + "/required is new");
    }
  }

  private void sameNames(String path, JsonNode published, JsonNode now) {
    if (!names(published).equals(names(now))) {
      broken.add(path + " was " + published + ", is " + now);
    }
  }

  private void noneGone(String path, JsonNode published, JsonNode now) {
    Set<String> gone = names(published);
    gone.removeAll(names(now));
    if (!gone.isEmpty()) {
      broken.add(path + " lacks " + gone);
    }
  }

  private static Set<String> names(JsonNode array) {
    var names = new HashSet<String>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }
}
