package dev.davit.scheduler.api;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.Hearing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Puts a request that came by HTTP to the same judge as those from the broker. */
@ApplicationScoped
public class Asking {
  /** The CloudEvents source of requests that came as plain REST. */
  private static final String SOURCE = "/davit/rest";

  private final Transactions transactions;
  private final Hearing hearing;
  private final InstantSource clock;

  Asking(Transactions transactions, Hearing hearing, InstantSource clock) {
    this.transactions = transactions;
    this.hearing = hearing;
    this.clock = clock;
  }

  /** What was started, or was before. */
  public record Started(String run, String request, boolean duplicate) {}

  /**
   * @throws DavitException what it was rejected for
   */
  Started ask(Request request) {
    Json.requireStorable("request body", request);
    Envelope own = Envelope.first(SOURCE, clock.instant(), request);
    return started(own, transactions.get(tx -> hearing.request(own, tx)));
  }

  /**
   * For requests that others wrote themselves.
   *
   * @throws DavitException what it was rejected for
   */
  Started published(Envelope request) {
    return started(request, transactions.get(tx -> hearing.published(request, tx)));
  }

  private static Started started(Envelope request, Answer answer) {
    return switch (answer) {
      case RequestAccepted accepted -> new Started(accepted.run().toString(), request.id(), false);
      case RequestDuplicate duplicate ->
          new Started(duplicate.run().toString(), request.id(), true);
      case RequestRejected rejected -> throw new DavitException(rejected.problem());
    };
  }
}
