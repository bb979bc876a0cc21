package dev.davit.cli.demo;

import dev.davit.cli.stack.LocalStack;
import dev.davit.cli.stack.StackOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a demo stands on: a directory, a stack, a system. Closing ends both and removes the
 * directory if it is a temporary one; so does the end of this process, by Ctrl-C for one.
 * Thread-safe.
 */
final class DemoGround implements AutoCloseable {
  private final Path directory;
  private final boolean temporary;
  private final PrintWriter out;
  private final Thread hook = new Thread(this::clear, "davit-demo-end");
  private LocalStack stack;
  private DemoSource source;
  private boolean cleared;

  /**
   * @param data where everything is kept; null: a temporary directory
   */
  DemoGround(Path data, PrintWriter out) throws Exception {
    this.temporary = data == null;
    this.out = out;
    this.directory =
        temporary ? Files.createTempDirectory("davit-demo-") : data.toAbsolutePath().normalize();
    Files.createDirectories(directory);
    if (temporary) {
      // Not private: the servers that the demo starts may have to run as another user than root.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Path directory() {
    return directory;
  }

  /** Starts the stack. */
  LocalStack start() {
    synchronized (this) {
      stack = LocalStack.in(StackOptions.of(directory, line -> out.println("   " + line)).once());
    }
    return stack.start();
  }

  /** Takes over a system, to end it. */
  synchronized <T extends DemoSource> T own(T made) {
    source = made;
    return made;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending: the hook runs.
    }
    clear();
  }

  private synchronized void clear() {
    if (cleared) {
      return;
    }
    cleared = true;
    end("system", source);
    end("stack", stack);
    end("temporary directory", temporary ? () -> Trees.delete(directory) : null);
  }

  private void end(String what, AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      out.println("   the demo's " + what + " did not end: " + e.getMessage());
    }
  }
}
