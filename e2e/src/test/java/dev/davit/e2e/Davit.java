package dev.davit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command {@code davit}, by its launcher, as a process of its own. Stacks register below a
 * directory of the test's own, so that none of the user's is found. Thread-safe.
 */
public final class Davit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final Path directory;

  /**
   * @param directory of the test's own; holds what the commands print
   */
  public Davit(Path directory) {
    this.directory = directory;
  }

  /** Where stacks register. */
  public Path state() {
    return directory.resolve("state");
  }

  /**
   * What a command came to.
   *
   * @param out its standard output, {@code err} its standard error
   */
  public record Result(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + code + "\n--- out\n" + out + "\n--- err\n" + err;
    }
  }

  /** A command that was started. */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end; kills it, and says so, after some minutes. */
    public Result await() throws IOException, InterruptedException {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("not within " + LIMIT + ": " + printed(-1));
      }
      return printed(process.exitValue());
    }

    private Result printed(int code) throws IOException {
      return new Result(code, Files.readString(out), Files.readString(err));
    }
  }

  /** Runs a command to its end. */
  public Result run(String... arguments) throws IOException, InterruptedException {
    return start(Map.of(), arguments).await();
  }

  /** Runs a command that must succeed and reads what it prints with {@code -o json}. */
  public JsonNode succeed(String... arguments) throws IOException, InterruptedException {
    var told =
        run(Stream.concat(Stream.of(arguments), Stream.of("-o", "json")).toArray(String[]::new));
    assertThat(told.code()).as("davit " + String.join(" ", arguments) + "\n" + told).isZero();
    return JSON.readTree(told.out());
  }

  /** Starts a command with further environment variables. */
  public Running start(Map<String, String> environment, String... arguments) throws IOException {
    Files.createDirectories(directory);
    Path out = Files.createTempFile(directory, "command", ".out");
    Path err = Files.createTempFile(directory, "command", ".err");
    var builder = new ProcessBuilder(command(arguments));
    builder.environment().remove("DAVIT_SERVER");
    builder.environment().put("XDG_STATE_HOME", state().toString());
    builder.environment().put("NO_COLOR", "1");
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return new Running(process, out, err);
  }

  private static List<String> command(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                // A shell's background job ignores Ctrl-C, and so would what it starts.
                "env",
                "--default-signal=INT",
                Installation.find().home().resolve("davit").toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
