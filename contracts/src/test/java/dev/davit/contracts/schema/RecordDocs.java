package dev.davit.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a record's Javadoc says of it and of its components, as plain text. */
record RecordDocs(String text, Map<String, String> components) {
  private static final Pattern TAG = Pattern.compile("(?m)^@param (\\w+) ");

  static RecordDocs of(Class<?> record) {
    String source = source(record);
    Matcher declared =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public (?:record|enum|final class) "
                    + record.getSimpleName()
                    + "\\b",
                Pattern.DOTALL)
            .matcher(source);
    return declared.find() ? parse(declared.group(1)) : new RecordDocs("", Map.of());
  }

  private static RecordDocs parse(String comment) {
    String plain =
        comment
            .replaceAll("(?m)^\\s*\\* ?", "")
            .replaceAll("\\{@(?:code|link|linkplain) #?([^}]*)}", "$1")
            .strip();
    Map<String, String> components = new HashMap<>();
    Matcher tag = TAG.matcher(plain);
    int textEnd = plain.length();
    String name = null;
    int from = 0;
    while (tag.find()) {
      textEnd = Math.min(textEnd, tag.start());
      if (name != null) {
        components.put(name, line(plain.substring(from, tag.start())));
      }
      name = tag.group(1);
      from = tag.end();
    }
    if (name != null) {
      components.put(name, line(plain.substring(from)));
    }
    return new RecordDocs(line(plain.substring(0, textEnd)), components);
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String source(Class<?> record) {
    Path file = Path.of("src/main/java", record.getName().replace('.', '/') + ".java");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
