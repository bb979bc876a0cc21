package dev.davit.e2e.bench;

import java.util.Arrays;
import java.util.List;

/** Options of a benchmark, such as {@code --seconds 300}. */
record Options(List<String> arguments) {
  static Options of(String... arguments) {
    return new Options(List.of(arguments));
  }

  /** Refuses what is no option, so that a misspelt one is not quietly passed over. */
  Options requireOnly(String... names) {
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!Arrays.asList(names).contains(arguments.get(i)) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "option \"%s\" is unknown or has no value; known: %s"
                .formatted(arguments.get(i), String.join(", ", names)));
      }
    }
    return this;
  }

  int number(String name, int otherwise) {
    String text = text(name, null);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  String text(String name, String otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : arguments.get(at + 1);
  }
}
