package dev.davit.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.Davit;
import dev.davit.cli.Main;
import dev.davit.contracts.codec.Json;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A repository, its password, something to back up; the command line and restic on both. */
final class RepoGround {
  private final Path room;

  RepoGround(Path room) throws IOException {
    this.room = room;
    try (var password = Password.generated()) { // cheap to open, as every verb does
      Files.writeString(room.resolve("password"), new String(password.chars()) + "\n");
    }
  }

  Path repository() {
    return room.resolve("repository");
  }

  Path password() {
    return room.resolve("password");
  }

  /** Files, a directory that is empty, a link. */
  Path source() throws IOException {
    Path source = Files.createDirectories(room.resolve("source/sub")).getParent();
    Files.writeString(source.resolve("a.txt"), "first\n");
    Files.writeString(source.resolve("sub/b.log"), "second\n");
    byte[] random = new byte[300_000];
    new Random(17).nextBytes(random);
    Files.write(source.resolve("sub/c.bin"), random);
    Files.createDirectories(source.resolve("empty"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("sub/b.log"));
    return source;
  }

  /** {@code davit repo VERB … --repo … --password-file …} in this process. */
  Davit davit(String... arguments) {
    return Davit.run(line(arguments).toArray(String[]::new));
  }

  /** One that must succeed, as JSON. */
  JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(line(arguments));
    all.addAll(List.of("-o", "json"));
    var run = Davit.run(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Json.read(run.out(), JsonNode.class);
  }

  private List<String> line(String... arguments) {
    List<String> all = new ArrayList<>(List.of("repo"));
    all.addAll(List.of(arguments));
    if (!all.contains("--password-file")) {
      all.addAll(List.of("--password-file", password().toString()));
    }
    if (!all.contains("--repo")) {
      all.addAll(List.of("--repo", repository().toString()));
    }
    return all;
  }

  /** The same in a process of its own; its error output goes to {@code err} of the room. */
  Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                // A shell's background job ignores Ctrl-C, and so would what it starts.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(line(arguments));
    return new ProcessBuilder(command).redirectError(room.resolve("err").toFile()).start();
  }

  String errors() throws IOException {
    return Files.readString(room.resolve("err"));
  }

  /** restic on the same repository; must succeed. */
  String restic(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("restic", "--no-cache"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("RESTIC_REPOSITORY", repository().toString());
    builder.environment().put("RESTIC_PASSWORD_FILE", password().toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("restic ended").isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
