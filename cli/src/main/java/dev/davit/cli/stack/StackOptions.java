package dev.davit.cli.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a local stack is started.
 *
 * @param data directory that holds everything; made if absent
 * @param listener hears one line per step and event, from any thread
 * @param workers further settings of dump-, media- and audit-service, such as {@code davit.lease}
 * @param archives whether it may take longer this time, for the next ones to start faster
 */
public record StackOptions(
    Path data, Consumer<String> listener, Map<String, String> workers, boolean archives) {
  public StackOptions {
    workers = Map.copyOf(workers);
  }

  /**
   * @param data null: {@code ${XDG_DATA_HOME:-~/.local/share}/davit}
   */
  public static StackOptions of(Path data, Consumer<String> listener) {
    return new StackOptions(data == null ? UserDirectories.data() : data, listener, Map.of(), true);
  }

  /** With these settings of the workers. */
  public StackOptions withWorkers(Map<String, String> settings) {
    return new StackOptions(data, listener, settings, archives);
  }

  /** For a stack that is started but once. */
  public StackOptions once() {
    return new StackOptions(data, listener, workers, false);
  }
}
