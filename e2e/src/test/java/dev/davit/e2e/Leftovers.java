package dev.davit.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that should not be there any more. */
public final class Leftovers {
  private Leftovers() {}

  /** Command lines of the living processes that name a directory, or work in it. */
  public static List<String> of(Path directory) throws IOException {
    var found = new ArrayList<String>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String line = commandLine(process);
        if (!line.isEmpty()
            && (line.contains(directory.toString()) || worksIn(process, directory))) {
          found.add(process.getFileName() + " " + line);
        }
      }
    }
    found.removeIf(line -> line.startsWith(ProcessHandle.current().pid() + " "));
    return found;
  }

  private static String commandLine(Path process) {
    try {
      byte[] bytes = Files.readAllBytes(process.resolve("cmdline"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    } catch (IOException e) {
      return ""; // it has ended meanwhile
    }
  }

  private static boolean worksIn(Path process, Path directory) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory);
    } catch (IOException e) {
      return false;
    }
  }
}
