package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** restic itself, the judge of what Davit writes. */
public final class Restic {
  /** In the form of a generated one: a person's would be stretched for long at each opening. */
  public static final String PASSWORD = "davit-5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed0455d0b1";

  private final String repository;
  private final Map<String, String> environment;

  public Restic(Path repository) {
    this(repository.toString(), Map.of());
  }

  /**
   * @param environment further variables, such as a store's credentials
   */
  public Restic(String repository, Map<String, String> environment) {
    this.repository = repository;
    this.environment = Map.copyOf(environment);
  }

  /** Runs one command that must succeed; returns what it printed. */
  public String run(String... arguments) throws IOException, InterruptedException {
    Result result = attempt(arguments);
    assertThat(result.exitCode())
        .as("restic %s: %s", String.join(" ", arguments), result.output())
        .isZero();
    return result.output();
  }

  public Result attempt(String... arguments) throws IOException, InterruptedException {
    requireInstalled();
    List<String> command = new ArrayList<>(List.of("restic", "--no-cache"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("RESTIC_REPOSITORY", repository);
    builder.environment().put("RESTIC_PASSWORD", PASSWORD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("restic ended").isTrue();
    return new Result(process.exitValue(), output);
  }

  private static void requireInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    boolean installed =
        List.of(path.split(":")).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "restic")));
    assertThat(installed)
        .as("restic is not installed: run `apt-get install restic`, or `./davit test` does it")
        .isTrue();
  }

  /** What a command left. */
  public record Result(int exitCode, String output) {}
}
