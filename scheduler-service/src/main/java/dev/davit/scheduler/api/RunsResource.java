package dev.davit.scheduler.api;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.Progress;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.BackupRun;
import dev.davit.scheduler.model.Service;
import dev.davit.scheduler.store.RunStore;
import dev.davit.scheduler.store.SeenEventStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Runs: what they do, what became of them. */
@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {
  private static final int MOST = 1000;

  private final Transactions transactions;
  private final Asking asking;

  RunsResource(Transactions transactions, Asking asking) {
    this.transactions = transactions;
    this.asking = asking;
  }

  /**
   * @param reason free text for people
   */
  public record CancelBody(String reason) {}

  @GET
  @Operation(summary = "Runs, newest first")
  public List<RunView> list(
      @QueryParam("system") String system, @QueryParam("limit") @DefaultValue("50") int limit) {
    SystemId name = system == null ? null : new SystemId(system);
    return transactions.get(tx -> RunStore.list(tx, name, Math.clamp(limit, 1, MOST))).stream()
        .map(row -> view(row, null, null, null))
        .toList();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One run with its whole history and its latest progress")
  public RunView get(@PathParam("id") String id) {
    RunId run = RunId.parse(id);
    return transactions.get(tx ->
        view(
            RunStore.find(tx, run).orElseThrow(() -> unknown(id)),
            RunStore.heard(tx, run).orElse(null),
            RunStore.history(tx, run),
            SeenEventStore.progress(tx, run).stream().flatMap(RunsResource::line).toList()));
  }

  private static Stream<RunView.Line> line(Envelope said) {
    String service = said.name().substring(0, said.name().indexOf('.'));
    return said.event() instanceof Progress progress
        ? Stream.of(new RunView.Line(service, progress.step(), progress.amount(), said.time()))
        : Stream.empty();
  }

  @POST
  @Path("{id}/cancel")
  @ResponseStatus(202)
  @Operation(summary = "Asks for the end of a run")
  public Asking.Started cancel(@PathParam("id") String id, CancelBody body) {
    RunId run = RunId.parse(id);
    SystemId system =
        transactions.get(tx -> RunStore.find(tx, run).orElseThrow(() -> unknown(id)).system());
    return asking.ask(new CancellationRequested(system, run, body == null ? null : body.reason()));
  }

  private static RunView view(
      RunStore.Row row, Instant heardAt, List<RunStore.Move> history, List<RunView.Line> progress) {
    var run = row.run();
    return new RunView(
        run.id().toString(),
        row.system().value(),
        run.kind(),
        row.state(),
        run.ended(),
        row.origin().requester(),
        row.origin().reason(),
        row.requestedAt(),
        row.endedAt(),
        row.cause().correlationId(),
        row.point() == null ? null : row.point().toString(),
        run instanceof BackupRun.Completed completed ? completed.state().name() : null,
        run.problem(),
        run.waitsFor().stream().map(Service::wireName).toList(),
        heardAt,
        history,
        progress);
  }

  private static DavitException unknown(String id) {
    return new DavitException(ErrorCode.UNKNOWN_RUN, "run \"" + id + "\"", null);
  }
}
