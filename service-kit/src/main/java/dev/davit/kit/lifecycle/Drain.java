package dev.davit.kit.lifecycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Stops the parts of a process one after another: first registered, last stopped. Each has its
 * deadline; one that misses it, or throws, is named in the log and does not keep the others from
 * stopping. Thread-safe; closing twice stops once.
 */
public final class Drain implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Drain.class.getName());

  private final Deque<Part> parts = new ArrayDeque<>();

  private record Part(String name, Duration deadline, AutoCloseable stop) {}

  /** Registers a part and returns it. */
  public synchronized <T extends AutoCloseable> T register(String name, Duration deadline, T part) {
    parts.push(new Part(name, deadline, part));
    return part;
  }

  @Override
  public void close() {
    stopAll();
  }

  /** As {@link #close}; returns the names of the parts that did not stop in time or threw. */
  public List<String> stopAll() {
    List<String> unfinished = new ArrayList<>();
    for (Part part = next(); part != null; part = next()) {
      if (!stop(part)) {
        unfinished.add(part.name());
      }
    }
    return unfinished;
  }

  private synchronized Part next() {
    return parts.poll();
  }

  private static boolean stop(Part part) {
    var failure = new Throwable[1];
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("davit-stop-" + part.name())
            .start(() -> {
              try {
                part.stop().close();
              } catch (Exception e) {
                failure[0] = e;
              }
            });
    boolean ended = join(thread, part.deadline());
    if (!ended) {
      LOG.log(System.Logger.Level.WARNING, "not stopped in time; part={0}", part.name());
    } else if (failure[0] != null) {
      LOG.log(
          System.Logger.Level.WARNING, "stopped with an error; part=" + part.name(), failure[0]);
    }
    return ended && failure[0] == null;
  }

  private static boolean join(Thread thread, Duration deadline) {
    try {
      return thread.join(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
