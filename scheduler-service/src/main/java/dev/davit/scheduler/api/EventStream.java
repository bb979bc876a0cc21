package dev.davit.scheduler.api;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.store.SeenEventStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Events as they are seen, as server-sent events; the id of each is where to go on after it. */
@Path("/v1/events/stream")
public class EventStream {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final int PAGE = 200;

  private final Transactions transactions;

  EventStream(Transactions transactions) {
    this.transactions = transactions;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Events as they are seen; Last-Event-ID goes on where a stream broke off")
  public Multi<OutboundSseEvent> stream(
      @Context Sse sse,
      @HeaderParam("Last-Event-ID") Long lastId,
      @QueryParam("after") Long after,
      @QueryParam("system") String system,
      @QueryParam("run") String run) {
    SystemId name = system == null ? null : new SystemId(system);
    RunId id = run == null ? null : RunId.parse(run);
    var place = new AtomicLong(lastId != null ? lastId : after != null ? after : 0);
    return Multi.createFrom()
        .ticks()
        .every(POLL)
        .onOverflow()
        .drop()
        .onItem()
        .transformToMultiAndConcatenate(tick ->
            Uni.createFrom()
                .item(() -> next(place, name, id))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMulti(seen -> Multi.createFrom().iterable(seen)))
        .map(seen -> event(sse, seen));
  }

  private List<SeenEventStore.Seen> next(AtomicLong place, SystemId system, RunId run) {
    try {
      var seen = transactions.get(tx -> SeenEventStore.after(tx, place.get(), system, run, PAGE));
      if (!seen.isEmpty()) {
        place.set(seen.getLast().sequence());
      }
      return seen;
    } catch (DavitException e) {
      System.getLogger(EventStream.class.getName())
          .log(System.Logger.Level.WARNING, "stream waits; reason=" + e.problem());
      return List.of();
    }
  }

  private static OutboundSseEvent event(Sse sse, SeenEventStore.Seen seen) {
    return sse.newEventBuilder()
        .id(Long.toString(seen.sequence()))
        .name(seen.event().path("type").asText())
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(seen.event())
        .build();
  }
}
