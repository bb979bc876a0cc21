package dev.davit.e2e.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that a README tells its reader to type, in their order. */
final class ReadmeCommands {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
  private static final Pattern PIECE =
      Pattern.compile("(?ms)^```\\w*\\n.*?^```$|(?<!`)`(\\./davit [^`\\n]+)`");
  private static final Pattern PROGRAM =
      Pattern.compile("(\\./davit|curl|echo|restic|pg_restore|kcat) .*");

  private static final Pattern QUOTED = Pattern.compile("`(\\./davit [^`]+)`");

  private ReadmeCommands() {}

  static List<String> in(Path readme) throws IOException {
    var commands = new ArrayList<String>();
    var pieces = PIECE.matcher(Files.readString(readme));
    while (pieces.find()) {
      if (pieces.group(1) != null) {
        commands.add(pieces.group(1).strip());
      } else {
        commands.addAll(block(pieces.group()));
      }
    }
    return commands;
  }

  /** Lines that begin with a program's name; a backslash goes on, a comment ends. */
  private static List<String> block(String fenced) {
    var body = BLOCK.matcher(fenced);
    return body.find()
        ? body.group(1)
            .replaceAll("\\\\\\n\\s*", "")
            .lines()
            .flatMap(ReadmeCommands::line)
            .filter(line -> PROGRAM.matcher(line).matches())
            .collect(Collectors.toList())
        : List.of();
  }

  /** The command, and those that its comment names as other ways. */
  private static Stream<String> line(String line) {
    var other = QUOTED.matcher(line);
    return Stream.concat(
        Stream.of(line.replaceAll("\\s+#.*", "").strip()),
        other.results().map(result -> result.group(1)));
  }
}
