package dev.davit.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointManifest;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.PostgresServer;
import dev.davit.postgres.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restores a recovery point with the plain {@code restic} and {@code pg_restore} programs, to prove
 * that nothing is locked in: no code of Davit's touches the repository here.
 */
final class PlainRestore {
  private final Path repository;
  private final Path password;
  private final Path scratch;
  private final Path log;

  /**
   * @param scratch an absent directory; holds the restored files and server afterwards
   */
  PlainRestore(Path repository, Path password, Path scratch, Path log) {
    this.repository = repository;
    this.password = password;
    this.scratch = scratch;
    this.log = log;
  }

  /** The restic program, if there is one. */
  static Optional<Path> restic() {
    for (String directory : Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")) {
      Path program = Path.of(directory, "restic");
      if (!directory.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** How the plainly restored system differs from what was remembered, a line each. */
  List<String> differences(Path restic, String snapshot, String database, SourceState remembered)
      throws Exception {
    Files.createDirectories(scratch);
    Path files = scratch.resolve("files");
    run(
        List.of(
            restic.toString(),
            "-r",
            repository.toString(),
            "--password-file",
            password.toString(),
            "--no-cache",
            "restore",
            snapshot,
            "--target",
            files.toString()));
    var programs = PostgresPrograms.findServer(null);
    try (var server =
        PostgresServer.create(scratch.resolve("server"), programs, ServerOptions.scratch())
            .start()) {
      try (var session = server.url("postgres").connect(null);
          var statement = session.createStatement()) {
        statement.execute(
            "CREATE DATABASE plain TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'");
      }
      pgRestore(programs, server, files.resolve("database").resolve(database));
      try (var session = server.url("plain").connect(null)) {
        return remembered.differences(SourceState.read(session, places(files)));
      }
    }
  }

  private void pgRestore(PostgresPrograms programs, PostgresServer server, Path dump)
      throws Exception {
    var url = server.url("plain");
    var command =
        new ArrayList<>(
            List.of(
                programs.program("pg_restore"),
                "--no-owner",
                "--exit-on-error",
                "-j",
                "2",
                "-d",
                "plain",
                dump.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(url.environment());
    run(builder);
  }

  /** Where the restored files lie, and the paths that they had. */
  private static Map<Path, Path> places(Path files) throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(files.resolve(PointManifest.FILE).toFile());
    var places = new LinkedHashMap<Path, Path>();
    for (var root : manifest.get("mediaRoots").properties()) {
      places.put(files.resolve("media").resolve(root.getKey()), Path.of(root.getValue().asText()));
    }
    for (var file : manifest.get("configuration").properties()) {
      places.put(files.resolve("config").resolve(file.getKey()), Path.of(file.getValue().asText()));
    }
    places.put(files.resolve("media/external"), Path.of("/"));
    return places;
  }

  private void run(List<String> command) throws Exception {
    run(new ProcessBuilder(command));
  }

  private void run(ProcessBuilder builder) throws Exception {
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (builder.start().waitFor() != 0) {
      String program = Path.of(builder.command().getFirst()).getFileName().toString();
      throw new DavitException(
          ErrorCode.TOOL_FAILED, "program \"" + program + "\"", "see \"" + log + "\"");
    }
  }
}
