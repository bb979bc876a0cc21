package dev.davit.cli.client;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Follows one run to its end. A server that is away for a while is waited for. */
public final class RunWatch {
  private static final int POLL_SECONDS = 1;
  private static final int PAUSE_MILLIS = 150;
  private static final int PATIENCE_SECONDS = 60;

  private final RestClient client;
  private final CountDownLatch never = new CountDownLatch(1);

  public RunWatch(RestClient client) {
    this.client = client;
  }

  /** Hears of everything in a run as it happens. */
  public interface Listener {
    void event(EventView event);

    /** The server did not answer; it is asked again. */
    void away(String reason);
  }

  /**
   * Returns the run as it ended.
   *
   * @param run its id
   * @throws dev.davit.contracts.error.DavitException UNKNOWN_RUN, or SERVER_UNREACHABLE once it has
   *     been away for a minute
   */
  public RunView await(String run, Listener listener) throws InterruptedException {
    var cursor = new EventCursor(client, Map.of("run", run));
    long lastAnswer = System.nanoTime();
    while (true) {
      try {
        var view = new RunView(client.get("/v1/runs/" + RestClient.encode(run)));
        cursor.next(view.isEnded() ? 0 : POLL_SECONDS).forEach(listener::event);
        if (view.isEnded()) {
          return view;
        }
        lastAnswer = System.nanoTime();
      } catch (dev.davit.contracts.error.DavitException e) {
        if (e.code() != dev.davit.contracts.error.ErrorCode.SERVER_UNREACHABLE
            || System.nanoTime() - lastAnswer > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw e;
        }
        listener.away(e.problem().reason());
        pause(1000);
      }
      pause(PAUSE_MILLIS);
    }
  }

  /** Ends early when the thread is interrupted. */
  private void pause(int millis) throws InterruptedException {
    boolean ended = never.await(millis, TimeUnit.MILLISECONDS);
    assert !ended;
  }
}
