package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.inbox.EventHandler;
import dev.davit.scheduler.store.SeenEventStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The doors for events. Requests come by the requests' topic or by HTTP and by no other way; what
 * services state comes by their topics. What comes by a wrong door is refused, and leaves no trace
 * by which the same event could be taken for known at the right one. Thread-safe.
 */
public final class Hearing {
  /** Sources of Davit's own parts, whose requests come by no door that others reach. */
  private static final String OURS = "/davit/";

  private final RequestIntake intake;
  private final RunTracker tracker;

  public Hearing(RequestIntake intake, RunTracker tracker) {
    this.intake = intake;
    this.tracker = tracker;
  }

  /**
   * Answers a request of our own.
   *
   * @throws DavitException NOT_PERMITTED for anything that is no request
   */
  public Answer request(Envelope heard, Connection tx) throws SQLException {
    return request(heard, tx, false);
  }

  /**
   * Answers a request that somebody else published, whose source is what it says; only ours it
   * cannot be.
   *
   * @throws DavitException NOT_PERMITTED for anything that is no request
   */
  public Answer published(Envelope heard, Connection tx) throws SQLException {
    return request(heard, tx, heard.source().startsWith(OURS));
  }

  private Answer request(Envelope heard, Connection tx, boolean pretending) throws SQLException {
    if (!(heard.event() instanceof Request)) {
      throw refused(heard, "only requests may be sent here");
    }
    SeenEventStore.inOrder(tx);
    Answer answer =
        pretending
            ? intake.refuse(
                tx,
                heard,
                new Problem(
                    ErrorCode.NOT_PERMITTED,
                    "source \"" + heard.source() + "\"",
                    "it is Davit's own"))
            : intake.answer(tx, heard);
    SeenEventStore.add(tx, heard, run(heard.event()));
    return answer;
  }

  /** Requests for backups that follow one another are answered together; others each by itself. */
  private void publishedAll(List<Envelope> heard, Connection tx) throws SQLException {
    List<Envelope> backups = new ArrayList<>();
    for (Envelope request : heard) {
      if (request.event() instanceof BackupRequested && !request.source().startsWith(OURS)) {
        backups.add(request);
      } else {
        answerAll(backups, tx);
        published(request, tx);
      }
    }
    answerAll(backups, tx);
  }

  private void answerAll(List<Envelope> backups, Connection tx) throws SQLException {
    if (!backups.isEmpty()) {
      SeenEventStore.inOrder(tx);
      intake.answerAll(tx, backups);
      keep(backups, tx);
      backups.clear();
    }
  }

  private static void keep(List<Envelope> heard, Connection tx) throws SQLException {
    SeenEventStore.add(
        tx,
        heard.stream().map(event -> new SeenEventStore.Heard(event, run(event.event()))).toList());
  }

  /** What the requests' topic is handed to: each is answered, also one that is sent again. */
  public EventHandler requests() {
    return new EventHandler() {
      @Override
      public void handle(Envelope heard, Connection tx) throws SQLException {
        published(heard, tx);
      }

      @Override
      public void handleAll(List<Envelope> heard, Connection tx) throws SQLException {
        publishedAll(heard, tx);
      }

      @Override
      public void again(Envelope heard, Connection tx) throws SQLException {
        SeenEventStore.inOrder(tx);
        if (intake.answerAgain(tx, heard).isPresent()) {
          SeenEventStore.add(tx, heard, run(heard.event()));
        }
      }
    };
  }

  /** What the services' topics are handed to. */
  public EventHandler facts() {
    return new EventHandler() {
      @Override
      public void handle(Envelope heard, Connection tx) throws SQLException {
        fact(heard, tx);
      }

      @Override
      public void handleAll(List<Envelope> heard, Connection tx) throws SQLException {
        if (heard.isEmpty()) {
          return;
        }
        SeenEventStore.inOrder(tx);
        for (Envelope fact : heard) {
          follow(fact, tx);
        }
        keep(heard, tx);
      }
    };
  }

  /**
   * Follows what a service states.
   *
   * @throws DavitException NOT_PERMITTED for requests
   */
  public void fact(Envelope heard, Connection tx) throws SQLException {
    SeenEventStore.inOrder(tx);
    follow(heard, tx);
    SeenEventStore.add(tx, heard, run(heard.event()));
  }

  private void follow(Envelope heard, Connection tx) throws SQLException {
    if (heard.event() instanceof Request) {
      throw refused(heard, "requests are heard on their own topic alone");
    }
    tracker.follow(heard, tx);
  }

  /** Keeps the latest progress of each service in a live run; anything else is passed over. */
  public void progress(Envelope heard, Connection tx) throws SQLException {
    if (heard.event() instanceof Progress progress) {
      String name = heard.name();
      SeenEventStore.inOrder(tx);
      SeenEventStore.progress(tx, heard, progress.run(), name.substring(0, name.indexOf('.')));
    }
  }

  private static DavitException refused(Envelope heard, String reason) {
    return new DavitException(
        ErrorCode.NOT_PERMITTED, "event \"" + heard.id() + "\"", heard.name() + ": " + reason);
  }

  private static RunId run(Event event) {
    return switch (event) {
      case Order order -> order.run();
      case RunFact fact -> fact.run();
      case RequestAccepted accepted -> accepted.run();
      case RequestDuplicate duplicate -> duplicate.run();
      case CancellationRequested cancellation -> cancellation.run();
      case RequestRejected ignored -> null;
      case Request ignored -> null;
      case Progress progress -> progress.run();
    };
  }
}
