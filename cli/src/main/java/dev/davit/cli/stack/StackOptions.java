package dev.davit.cli.stack;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a local stack is started.
 *
 * @param data directory that holds everything; made if absent
 * @param listener hears one line per step and event, from any thread
 * @param archives whether it may take longer this time, for the next ones to start faster
 */
public record StackOptions(Path data, Consumer<String> listener, boolean archives) {

  /**
   * @param data null: {@code ${XDG_DATA_HOME:-~/.local/share}/davit}
   */
  public static StackOptions of(Path data, Consumer<String> listener) {
    return new StackOptions(data == null ? UserDirectories.data() : data, listener, true);
  }

  /** For a stack that is started but once. */
  public StackOptions once() {
    return new StackOptions(data, listener, false);
  }
}
