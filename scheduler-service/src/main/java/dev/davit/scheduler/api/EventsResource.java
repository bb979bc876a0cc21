package dev.davit.scheduler.api;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.HttpBinding;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.store.SeenEventStore;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Events: everything that was heard on the broker, and a way in for systems that have no broker.
 */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {
  private static final int MOST = 1000;
  private static final int LONGEST_WAIT = 30;
  private static final Duration POLL = Duration.ofMillis(200);

  private final Transactions transactions;
  private final Asking asking;
  private final EventBatch batch;

  EventsResource(Transactions transactions, Asking asking, EventBatch batch) {
    this.transactions = transactions;
    this.asking = asking;
    this.batch = batch;
  }

  /**
   * @param next what to give as {@code after} in the next call
   */
  public record Page(List<SeenEventStore.Seen> events, long next) {}

  @GET
  @Operation(summary = "Events in the order seen; waits up to `wait` seconds for a first one")
  public Page list(
      @QueryParam("after") @DefaultValue("0") long after,
      @QueryParam("system") String system,
      @QueryParam("run") String run,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("wait") @DefaultValue("0") int wait) {
    SystemId name = system == null ? null : new SystemId(system);
    RunId id = run == null ? null : RunId.parse(run);
    long deadline =
        System.nanoTime() + Duration.ofSeconds(Math.clamp(wait, 0, LONGEST_WAIT)).toNanos();
    while (true) {
      var events =
          transactions.get(
              tx -> SeenEventStore.after(tx, after, name, id, Math.clamp(limit, 1, MOST)));
      if (!events.isEmpty()
          || System.nanoTime() >= deadline
          || Thread.currentThread().isInterrupted()) {
        return new Page(events, events.isEmpty() ? after : events.getLast().sequence());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Takes a request as a CloudEvent, structured or binary, or several as a JSON batch")
  public Response publish(@Context HttpHeaders headers, byte[] body) {
    byte[] read = body == null ? new byte[0] : body;
    if (EventCodec.isBatch(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
      return Response.ok(batch.answer(read)).build();
    }
    var event = EventCodec.decode(HttpBinding.recordHeaders(headers.getRequestHeaders()), read);
    return Response.accepted(asking.published(event)).build();
  }
}
