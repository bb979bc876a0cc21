package dev.davit.audit;

import dev.davit.audit.evidence.EventLog;
import dev.davit.audit.store.EventLogStore;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.kit.inbox.EventHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * Appends every event to the log, then hands it on; both happen or neither. Thread-safe.
 *
 * <p>An event is in the log once for ever, while the inbox forgets what it has handled after some
 * weeks.
 */
public final class EventRecorder implements EventHandler {
  private final EventHandler then;
  private final InstantSource clock;

  public EventRecorder(EventHandler then, InstantSource clock) {
    this.then = then;
    this.clock = clock;
  }

  @Override
  public void handle(Envelope envelope, Connection tx) throws SQLException {
    EventLogStore.takeTurns(tx);
    if (EventLogStore.has(tx, envelope.source(), envelope.id())) {
      return; // recorded and handled, however long ago
    }
    var last = EventLogStore.last(tx).orElse(null);
    EventLogStore.append(tx, EventLog.next(last, clock.instant(), EventCodec.text(envelope)));
    then.handle(envelope, tx);
  }
}
