package dev.davit.dump;

import dev.davit.postgres.ChildCommand;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.PostgresPrograms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Which extensions a server that does not run yet could create, by its files. */
final class ShippedExtensions {
  private ShippedExtensions() {}

  /**
   * @param needed {@code name version}
   * @return names that have no control file; empty if the programs do not say where their files are
   */
  static List<String> missing(PostgresPrograms programs, List<String> needed)
      throws InterruptedException {
    if (!programs.has("pg_config")) {
      return List.of();
    }
    byte[] output =
        ChildProcess.output(
            ChildCommand.of(List.of(programs.program("pg_config"), "--sharedir"), Map.of()),
            "program \"" + programs.program("pg_config") + "\"");
    Path directory =
        Path.of(new String(output, StandardCharsets.UTF_8).strip()).resolve("extension");
    return needed.stream()
        .map(extension -> extension.split(" ", 2)[0])
        .filter(name -> !Files.exists(directory.resolve(name + ".control")))
        .toList();
  }
}
