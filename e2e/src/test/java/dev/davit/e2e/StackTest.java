package dev.davit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.cli.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test on the running stack that it shares with others; its systems' names are its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedStack.class)
public abstract class StackTest {
  protected static final ObjectMapper JSON = new ObjectMapper();

  @TempDir protected static Path directory;
  protected Davit davit;
  protected LocalStack stack;

  void use(SharedStack.Started started) {
    davit = started.davit();
    stack = started.stack();
  }

  @BeforeAll
  static void openDirectory() throws IOException {
    // As root, the servers run as another user, who must pass through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Where the stack keeps the repository of a system. */
  protected Path repository(String system) {
    return stack.data().resolve("repositories").resolve(system);
  }

  /** Where the stack keeps a secret of a system. */
  protected Path secret(String file) {
    return stack.data().resolve("secrets").resolve(file);
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
