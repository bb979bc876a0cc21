package dev.davit.cli.output;

import dev.davit.cli.client.EventView;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A run as lines for logs: each fact, and progress now and then. Not thread-safe. */
public final class ProgressLines implements RunDisplay {
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final Map<String, Long> lastProgress = new HashMap<>();
  private boolean away;

  public ProgressLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void event(EventView event) {
    away = false;
    if (!event.isProgress() || due(event.speaker())) {
      err.println(EventLine.of(event));
      err.flush();
    }
  }

  private boolean due(String speaker) {
    long now = System.nanoTime();
    Long last = lastProgress.get(speaker);
    if (last != null && now - last < NOW_AND_THEN.toNanos()) {
      return false;
    }
    lastProgress.put(speaker, now);
    return true;
  }

  @Override
  public void away(String reason) {
    if (!away) {
      err.println("the server does not answer (" + reason + "): waiting for it");
      err.flush();
    }
    away = true;
  }

  @Override
  public void close() {
    err.flush();
  }
}
