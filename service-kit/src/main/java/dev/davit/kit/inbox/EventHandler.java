package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import java.sql.Connection;
import java.sql.SQLException;

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
   * Its publisher sent an event again that was handled before, in another record: not the broker's
   * doing, so that somebody may wait for an answer. Does nothing unless it is overridden.
   */
  default void again(Envelope event, Connection tx) throws SQLException {}
}
