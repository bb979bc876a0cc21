package dev.davit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.stack.LocalStack;
import dev.davit.cli.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One stack for all classes that need no stack of their own, started for the first of them and
 * stopped after the last: five JVMs are most of the cost of such a test. Each class names its
 * systems so that no other class has them.
 */
final class SharedStack implements BeforeAllCallback {
  private static final String STATE = "davit.XDG_STATE_HOME";

  /** Otherwise whoever kills a service would mostly wait for leases of 20 s to run out. */
  private static final Map<String, String> WORKERS = Map.of("davit.lease", "PT8S");

  /** What runs, and the commands that find it by themselves, as a user's do. */
  record Started(LocalStack stack, Davit davit, Path directory) implements AutoCloseable {
    private static Started start() throws IOException {
      Path directory = Files.createTempDirectory("davit-e2e");
      // As root, the servers run as another user, who must pass through.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path commands = directory.resolve("commands");
      System.setProperty(STATE, commands.resolve("state").toString());
      var options = StackOptions.of(directory.resolve("stack"), line -> {}).withWorkers(WORKERS);
      return new Started(LocalStack.start(options), new Davit(commands), directory);
    }

    @Override
    public void close() throws IOException {
      stack.close();
      System.clearProperty(STATE);
      assertThat(Leftovers.of(stack.data())).isEmpty();
      Trees.delete(directory);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ((StackTest) context.getRequiredTestInstance()).use(started(context));
  }

  private static Started started(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedStack.class))
        .computeIfAbsent(
            Started.class,
            key -> {
              try {
                return Started.start();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            Started.class);
  }
}
