package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.telemetry.LogKeys;
import dev.davit.kit.telemetry.Spans;
import dev.davit.scheduler.model.OrderRoom;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.RequestStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests, from whichever door they came: accepted with its run, rejected with the reason,
 * or duplicate of an earlier one. Answer and run are one transaction. Thread-safe.
 */
public final class RequestIntake {
  private final Outbox outbox;
  private final RunStarter starter;

  public RequestIntake(Outbox outbox, RunStarter starter) {
    this.outbox = outbox;
    this.starter = starter;
  }

  /**
   * @param request whose event is a {@link Request}
   * @return the answer, which is also in the outbox of {@code tx}
   */
  public Answer answer(Connection tx, Envelope request) throws SQLException {
    Request wish = (Request) request.event();
    SystemStore.lock(tx, wish.system());
    var attributes = Map.of(LogKeys.SYSTEM, wish.system().value());
    String name = EventTypes.name(wish.getClass());
    try (var ignored = Spans.brief(name, request.traceparent(), attributes)) {
      Answer answer = judge(tx, request, wish);
      outbox.append(tx, answer, Cause.of(request).traced());
      return answer;
    }
  }

  /**
   * Answers new requests for backups, in their order, as {@link #answer} would one by one, with as
   * many statements as one of them needs.
   */
  public void answerAll(Connection tx, List<Envelope> requests) throws SQLException {
    if (!requests.isEmpty()) {
      new BackupRequests(outbox, starter, requests).answer(tx);
    }
  }

  /**
   * Answers a request that was sent again; nothing happens if its first answer has been forgotten.
   */
  public Optional<Answer> answerAgain(Connection tx, Envelope request) throws SQLException {
    return RequestStore.earlier(tx, request).isPresent()
        ? Optional.of(answer(tx, request))
        : Optional.empty();
  }

  /** Rejects a request without judging it. */
  public Answer refuse(Connection tx, Envelope request, Problem problem) throws SQLException {
    Answer answer =
        new RequestRejected(request.event().system(), request.id(), request.source(), problem);
    outbox.append(tx, answer, Cause.of(request).traced());
    return answer;
  }

  /** Whatever a rejected request had begun is undone. */
  private Answer judge(Connection tx, Envelope request, Request wish) throws SQLException {
    var earlier = RequestStore.earlier(tx, request);
    if (earlier.isPresent()) {
      return repeated(request, wish, earlier.get());
    }
    Savepoint before = tx.setSavepoint();
    try {
      RunId run = start(tx, request, wish);
      tx.releaseSavepoint(before);
      RequestStore.add(tx, request, run);
      return new RequestAccepted(wish.system(), request.id(), request.source(), run);
    } catch (DavitException e) {
      tx.rollback(before);
      RequestStore.add(tx, request, null);
      return new RequestRejected(wish.system(), request.id(), request.source(), e.problem());
    }
  }

  static Answer repeated(Envelope request, Request wish, RequestStore.Earlier earlier) {
    return earlier
        .run()
        .<Answer>map(
            run -> new RequestDuplicate(wish.system(), request.id(), request.source(), run))
        .orElseGet(() ->
            new RequestRejected(
                wish.system(),
                request.id(),
                request.source(),
                new Problem(
                    ErrorCode.INVALID_REQUEST,
                    "request \"" + request.id() + "\"",
                    "it was rejected before; send it with a new id")));
  }

  private RunId start(Connection tx, Envelope request, Request wish) throws SQLException {
    OrderRoom.require(wish);
    ProtectedSystem system = permitted(request, SystemStore.find(tx, wish.system()).orElse(null));
    Cause cause = Cause.of(request).traced();
    String source = request.source();
    return switch (wish) {
      case BackupRequested backup ->
          starter.backup(tx, system, cause, new Origin(source, backup.reason()));
      case RecoveryRequested recovery ->
          starter.recovery(tx, system, cause, new Origin(source, recovery.reason()), recovery);
      case CancellationRequested cancellation ->
          starter.cancel(tx, cancellation, cause, new Origin(source, cancellation.reason()));
    };
  }

  /**
   * @param system null if it is not protected
   * @throws DavitException UNKNOWN_SYSTEM, NOT_PERMITTED
   */
  static ProtectedSystem permitted(Envelope request, ProtectedSystem system) {
    String object = "system \"" + request.event().system() + "\"";
    if (system == null) {
      throw new DavitException(ErrorCode.UNKNOWN_SYSTEM, object, null);
    }
    if (!system.permits(request.source())) {
      throw new DavitException(
          ErrorCode.NOT_PERMITTED, "source \"" + request.source() + "\"", object);
    }
    return system;
  }
}
