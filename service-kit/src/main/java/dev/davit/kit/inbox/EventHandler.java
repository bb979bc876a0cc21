package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a service does on an event, in milliseconds: it writes rows, and works elsewhere. */
@FunctionalInterface
public interface EventHandler {
  /**
   * Called once for each event, in its batch's transaction; after a failure of the transaction,
   * again. Everything it changes goes through {@code tx}.
   *
   * @throws SQLException passing ones repeat the batch; others quarantine this event
   * @throws dev.davit.contracts.error.DavitException the event's own fault: quarantined with it
   */
  void handle(Envelope event, Connection tx) throws SQLException;

  /**
   * The same for several new events, in their order; a handler that can do many at once does. If it
   * throws, all of the transaction is undone, and they come again by {@link #handle}, one by one.
   */
  default void handleAll(List<Envelope> events, Connection tx) throws SQLException {
    for (Envelope event : events) {
      handle(event, tx);
    }
  }

  /**
   * Its publisher sent an event again that was handled before, in another record: not the broker's
   * doing, so that somebody may wait for an answer. Does nothing unless it is overridden.
   */
  default void again(Envelope event, Connection tx) throws SQLException {}
}
