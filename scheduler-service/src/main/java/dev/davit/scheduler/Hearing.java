package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RunFact;
import dev.davit.scheduler.store.SeenEventStore;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done with each event that is heard: requests are answered, facts are followed, all are
 * seen.
 */
public final class Hearing {
  private final RequestIntake intake;
  private final RunTracker tracker;

  public Hearing(RequestIntake intake, RunTracker tracker) {
    this.intake = intake;
    this.tracker = tracker;
  }

  /** From the requests' topic: nothing else is obeyed there. */
  public void request(Envelope heard, Connection tx) throws SQLException {
    if (heard.event() instanceof Request) {
      intake.answer(tx, heard);
    }
    SeenEventStore.add(tx, heard, run(heard.event()));
  }

  /** From the services' topics: requests are not obeyed there. */
  public void fact(Envelope heard, Connection tx) throws SQLException {
    tracker.follow(heard, tx);
    SeenEventStore.add(tx, heard, run(heard.event()));
  }

  private static RunId run(Event event) {
    return switch (event) {
      case Order order -> order.run();
      case RunFact fact -> fact.run();
      case RequestAccepted accepted -> accepted.run();
      case RequestDuplicate duplicate -> duplicate.run();
      case CancellationRequested cancellation -> cancellation.run();
      case Answer ignored -> null;
      default -> null;
    };
  }
}
