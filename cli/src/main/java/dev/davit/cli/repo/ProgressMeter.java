package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.cli.output.Terminal;
import java.io.PrintWriter;

/** One moving line on a terminal, nothing anywhere else. Thread-safe. */
final class ProgressMeter implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long STEP_NANOS = 100_000_000;

  private final PrintWriter err;
  private final String verb;
  private final boolean shown = Terminal.isInteractive();
  private long files;
  private long bytes;
  private long drawn = System.nanoTime();

  /**
   * @param verb such as {@code stored}
   */
  ProgressMeter(PrintWriter err, String verb) {
    this.err = err;
    this.verb = verb;
  }

  synchronized void file() {
    files++;
    draw();
  }

  synchronized void bytes(long more) {
    bytes += more;
    draw();
  }

  /** Bytes so far, where they are known as a sum. */
  synchronized void total(long units, long allBytes) {
    files = units;
    bytes = allBytes;
    draw();
  }

  private void draw() {
    long now = System.nanoTime();
    if (shown && now - drawn >= STEP_NANOS) {
      drawn = now;
      err.print(CLEAR_LINE + verb + ' ' + Human.count(files) + ", " + Human.bytes(bytes));
      err.flush();
    }
  }

  @Override
  public void close() {
    if (shown) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
