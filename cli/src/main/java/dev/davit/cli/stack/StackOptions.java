package dev.davit.cli.stack;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a local stack is started.
 *
 * @param data directory that holds everything; made if absent
 * @param listener hears one line per step and event, from any thread
 */
public record StackOptions(Path data, Consumer<String> listener) {

  /**
   * @param data null: {@code ${XDG_DATA_HOME:-~/.local/share}/davit}
   */
  public static StackOptions of(Path data, Consumer<String> listener) {
    return new StackOptions(data == null ? UserDirectories.data() : data, listener);
  }
}
