package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The independent judge of what was stored. */
final class Restic {
  private final Path repository;
  private final Path password;

  private Restic(Path repository, Path password) {
    this.repository = repository;
    this.password = password;
  }

  static Restic of(Ground ground) {
    return new Restic(ground.repositoryDirectory, ground.directory.resolve("repository.secret"));
  }

  /** What it prints; a failure of the test if it fails, or is not installed. */
  String mustSucceed(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("restic", "--no-cache"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("RESTIC_REPOSITORY", repository.toString());
    builder.environment().put("RESTIC_PASSWORD_FILE", password.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("restic ended").isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
