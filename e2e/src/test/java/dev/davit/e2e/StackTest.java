package dev.davit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.cli.stack.LocalStack;
import dev.davit.cli.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test on one running stack; commands find it by themselves, as a user's do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StackTest {
  private static final String STATE = "davit.XDG_STATE_HOME";
  protected static final ObjectMapper JSON = new ObjectMapper();

  @TempDir protected static Path directory;
  protected Davit davit;
  protected LocalStack stack;

  @BeforeAll
  void startStack() throws IOException {
    // As root, the servers run as another user, who must pass through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty(STATE, directory.resolve("commands/state").toString());
    davit = new Davit(directory.resolve("commands"));
    var options = StackOptions.of(directory.resolve("stack"), line -> {});
    stack = LocalStack.start(options.withWorkers(workers()));
  }

  /** Settings of the workers that are not as by default. */
  protected Map<String, String> workers() {
    return Map.of();
  }

  @AfterAll
  void stopStack() throws IOException {
    stack.close();
    System.clearProperty(STATE);
    assertThat(Leftovers.of(directory.resolve("stack"))).isEmpty();
  }

  /** Runs a command that must succeed and reads what it prints with {@code -o json}. */
  protected JsonNode succeed(String... arguments) throws IOException, InterruptedException {
    return davit.succeed(arguments);
  }

  /** Runs a command that must end with this exit code. */
  protected Davit.Result expect(int code, String... arguments)
      throws IOException, InterruptedException {
    var told = davit.run(arguments);
    assertThat(told.code())
        .as("davit " + String.join(" ", arguments) + "\n" + told)
        .isEqualTo(code);
    return told;
  }
}
