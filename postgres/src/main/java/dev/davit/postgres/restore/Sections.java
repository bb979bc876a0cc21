package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.ChildCommand;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PasswordFile;
import dev.davit.postgres.PostgresPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One dump's runs of pg_restore. Used by one thread. */
final class Sections {
  private static final Pattern TABLE_DATA = Pattern.compile("\\d+; \\d+ \\d+ TABLE DATA .*");
  private static final Duration LOOK = Duration.ofMillis(20);

  private final PostgresPrograms programs;
  private final RestoreOptions options;
  private final DatabaseUrl target;
  private final Path directory;
  private final PasswordFile secret;
  private final BooleanSupplier cancelled;

  Sections(
      PostgresPrograms programs,
      RestoreOptions options,
      DatabaseUrl target,
      Path directory,
      PasswordFile secret,
      BooleanSupplier cancelled) {
    this.programs = programs;
    this.options = options;
    this.target = target;
    this.directory = directory;
    this.secret = secret;
    this.cancelled = cancelled;
  }

  /**
   * Restores one section into the target.
   *
   * @param list file that says which of its entries; null: all
   */
  void restore(String section, Path list) throws IOException, InterruptedException {
    var line = line("--section=" + section, "--jobs=" + options.jobs(), "--exit-on-error");
    line.add("--no-password");
    line.add("--dbname=" + connection(target));
    if (list != null) {
      line.add("--use-list=" + list);
    }
    try (var process = ChildProcess.start(ChildCommand.of(with(line), environment()))) {
      while (!process.waitFor(LOOK)) {
        if (cancelled.getAsBoolean()) {
          throw new DavitException(ErrorCode.CANCELLED, "the restore", null);
        }
      }
      process.requireSuccess(target.quoted());
    }
  }

  /** What pg_restore would do with the tables' data. */
  CopyStatements copyStatements() throws IOException, InterruptedException {
    Path list = list("tables.list", TABLE_DATA.asMatchPredicate());
    var line = line("--use-list=" + list, "--verbose", "--file=-");
    byte[] script = ChildProcess.output(ChildCommand.of(with(line), Map.of()), target.quoted());
    return CopyStatements.in(script, target.quoted());
  }

  /** A list of all else: sequences' values and large objects, as far as data is concerned. */
  Path otherThanTables() throws IOException, InterruptedException {
    return list("others.list", TABLE_DATA.asMatchPredicate().negate());
  }

  private Path list(String name, Predicate<String> wanted)
      throws IOException, InterruptedException {
    var line = with(line("--list"));
    byte[] all = ChildProcess.output(ChildCommand.of(line, Map.of()), target.quoted());
    String kept =
        new String(all, StandardCharsets.UTF_8)
            .lines()
            .filter(wanted)
            .collect(Collectors.joining("\n", "", "\n"));
    return Files.writeString(directory.resolveSibling(directory.getFileName() + "." + name), kept);
  }

  private List<String> line(String... arguments) {
    var line = new ArrayList<>(List.of(programs.program("pg_restore"), "--format=directory"));
    line.addAll(List.of(arguments));
    if (!options.owners()) {
      line.add("--no-owner");
      line.add("--no-privileges");
    }
    return line;
  }

  private List<String> with(List<String> line) {
    line.add(directory.toString());
    return line;
  }

  private Map<String, String> environment() {
    var environment = new TreeMap<>(target.environment());
    environment.merge(
        "PGOPTIONS",
        "-c maintenance_work_mem=" + options.maintenanceMemoryMib() + "MB",
        (given, ours) -> given + " " + ours);
    environment.putAll(secret.environment());
    return Map.copyOf(environment);
  }

  /** pg_restore wants a database named; all else about the server it reads from the environment. */
  private static String connection(DatabaseUrl target) {
    return "dbname='" + target.database().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
