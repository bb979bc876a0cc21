package dev.davit.cli.output;

import dev.davit.cli.client.RunWatch;
import java.io.PrintWriter;

/** Shows a run as it goes: a moving bar on a terminal, plain lines otherwise. */
public interface RunDisplay extends RunWatch.Listener, AutoCloseable {

  /** The display that fits standard error. */
  static RunDisplay on(PrintWriter err) {
    return Terminal.isInteractive() ? new ProgressBar(err) : new ProgressLines(err);
  }

  /** Leaves the cursor at the beginning of an empty line. */
  @Override
  void close();
}
