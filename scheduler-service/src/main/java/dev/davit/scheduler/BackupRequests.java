package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.telemetry.LogKeys;
import dev.davit.kit.telemetry.Spans;
import dev.davit.scheduler.model.OrderRoom;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.OverlapPolicy;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.RecoveryPoint;
import dev.davit.scheduler.store.PointStore;
import dev.davit.scheduler.store.RequestStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests for backups that came together. All that they need is read first, under the locks of
 * their systems; then each is judged in memory by what is stored and what the ones before it did;
 * then all is written. So nothing has to be undone for one that is rejected. For one batch.
 */
final class BackupRequests {
  private final Outbox outbox;
  private final RunStarter starter;
  private final List<Envelope> requests;

  private Map<Integer, RequestStore.Earlier> earlier;
  private Map<SystemId, ProtectedSystem> systems;
  private Map<SystemId, List<OverlapPolicy.Live>> live;
  private Map<SystemId, RecoveryPoint> points;

  private final Map<Key, RunId> keys = new HashMap<>();
  private final List<RunLifecycle.Beginning> runs = new ArrayList<>();
  private final List<RequestStore.Answered> answered = new ArrayList<>();
  private final List<Outbox.Letter> answers = new ArrayList<>();

  /** Two requests with the same one are the same wish. */
  private record Key(String source, SystemId system, String idempotencyKey) {
    static Key of(Envelope request) {
      return new Key(request.source(), request.event().system(), request.idempotencyKey());
    }
  }

  BackupRequests(Outbox outbox, RunStarter starter, List<Envelope> requests) {
    this.outbox = outbox;
    this.starter = starter;
    this.requests = requests;
  }

  void answer(Connection tx) throws SQLException {
    var names = requests.stream().map(request -> request.event().system()).distinct().toList();
    SystemStore.lock(tx, names);
    earlier = RequestStore.earlier(tx, requests);
    systems = SystemStore.find(tx, names);
    live = RunStarter.live(tx, names);
    points = PointStore.newest(tx, names, PointState.SEALED, PointState.OPEN);
    for (int place = 0; place < requests.size(); place++) {
      Envelope request = requests.get(place);
      var attributes = Map.of(LogKeys.SYSTEM, request.event().system().value());
      try (var ignored = Spans.brief(request.name(), request.traceparent(), attributes)) {
        Answer answer = judge(place, request);
        answers.add(outbox.letter(answer, Cause.of(request).traced()));
      }
    }
    starter.start(tx, runs);
    RequestStore.add(tx, answered);
    outbox.append(tx, answers);
  }

  private Answer judge(int place, Envelope request) {
    var wish = (BackupRequested) request.event();
    var known = known(place, request);
    if (known != null) {
      return RequestIntake.repeated(request, wish, known);
    }
    try {
      RunId run = begin(request, wish);
      answered.add(new RequestStore.Answered(request, run));
      return new RequestAccepted(wish.system(), request.id(), request.source(), run);
    } catch (DavitException e) {
      answered.add(new RequestStore.Answered(request, null));
      return new RequestRejected(wish.system(), request.id(), request.source(), e.problem());
    }
  }

  /** An earlier request that this one repeats, stored or of this batch; null if there is none. */
  private RequestStore.Earlier known(int place, Envelope request) {
    var stored = earlier.get(place);
    if (stored != null || request.idempotencyKey() == null) {
      return stored;
    }
    RunId sameBatch = keys.get(Key.of(request));
    return sameBatch == null ? null : new RequestStore.Earlier(Optional.of(sameBatch));
  }

  private RunId begin(Envelope request, BackupRequested wish) {
    OrderRoom.require(wish);
    SystemId name = wish.system();
    ProtectedSystem system = RequestIntake.permitted(request, systems.get(name));
    RunStarter.requireAlone(name, live.getOrDefault(name, List.of()));
    var origin = new Origin(request.source(), wish.reason());
    var beginning = starter.prepare(system, points.get(name), Cause.of(request).traced(), origin);
    runs.add(beginning);
    live.put(name, List.of(new OverlapPolicy.Live(beginning.row().run(), origin)));
    RunId run = beginning.row().run().id();
    if (request.idempotencyKey() != null) {
      keys.put(Key.of(request), run);
    }
    return run;
  }
}
