package dev.davit.audit.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.audit.Checkpoints;
import dev.davit.audit.EvidenceCollector;
import dev.davit.audit.LogVerifier;
import dev.davit.audit.Workplace;
import dev.davit.audit.evidence.EventLog;
import dev.davit.audit.evidence.EvidenceBundle;
import dev.davit.audit.model.LogEntry;
import dev.davit.audit.store.EventLogStore;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
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

/** The event log, its checkpoints, and evidence that can be verified elsewhere. */
@Path("/v1/evidence")
@Produces(MediaType.APPLICATION_JSON)
public class EvidenceResource {
  private static final int MOST = 1_000;

  private final Workplace workplace;
  private final Checkpoints checkpoints;
  private final EvidenceCollector evidence;
  private final LogVerifier verifier;

  EvidenceResource(
      Workplace workplace,
      Checkpoints checkpoints,
      EvidenceCollector evidence,
      LogVerifier verifier) {
    this.workplace = workplace;
    this.checkpoints = checkpoints;
    this.evidence = evidence;
    this.verifier = verifier;
  }

  /** An entry of the log, its event as JSON. */
  public record Entry(long sequence, Instant at, JsonNode event, String previous, String hash) {
    static Entry of(LogEntry entry) {
      return new Entry(
          entry.sequence(),
          entry.at(),
          Json.read(entry.event(), JsonNode.class),
          entry.previous(),
          entry.hash());
    }
  }

  /**
   * @param next what to give as {@code after} in the next call
   */
  public record Page(List<Entry> events, long next) {}

  /**
   * Where the log ends.
   *
   * @param sequence 0 while it is empty
   */
  public record Head(long sequence, Instant at, String hash) {}

  /** The log, oldest first. */
  @GET
  @Path("events")
  public Page events(
      @QueryParam("after") @DefaultValue("0") long after,
      @QueryParam("system") String system,
      @QueryParam("run") String run,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    SystemId name = system == null ? null : new SystemId(system);
    RunId id = run == null ? null : RunId.parse(run);
    int most = Math.clamp(limit, 1, MOST);
    var entries =
        workplace.transactions().get(tx -> EventLogStore.after(tx, after, name, id, most)).stream()
            .map(Entry::of)
            .toList();
    return new Page(entries, entries.isEmpty() ? after : entries.getLast().sequence());
  }

  @GET
  @Path("head")
  public Head head() {
    return workplace
        .transactions()
        .get(EventLogStore::last)
        .map(entry -> new Head(entry.sequence(), entry.at(), entry.hash()))
        .orElse(new Head(0, null, EventLog.BEGINNING));
  }

  /** A signed checkpoint of the log as it is now: to be kept where Davit cannot reach it. */
  @GET
  @Path("checkpoint")
  public JsonNode checkpoint() {
    return checkpoints
        .now()
        .map(signed -> Json.read(signed.envelope(), JsonNode.class))
        .orElseThrow(() ->
            new DavitException(ErrorCode.UNKNOWN_RUN, "event log", "nothing was heard so far"));
  }

  /**
   * Computes the whole chain again.
   *
   * @param checkpoint one that was kept; none: the chain is compared with itself alone
   */
  @POST
  @Path("verification")
  public LogVerifier.Verdict verify(JsonNode checkpoint) {
    boolean none = checkpoint == null || checkpoint.isNull() || checkpoint.isEmpty();
    return verifier.verify(none ? null : checkpoint);
  }

  /** All that proves what happened in a run. */
  @GET
  @Path("runs/{run}")
  public EvidenceBundle ofRun(@PathParam("run") String run) {
    return evidence.ofRun(RunId.parse(run));
  }

  /** All that proves how a point came to be. */
  @GET
  @Path("points/{point}")
  public EvidenceBundle ofPoint(@PathParam("point") String point) {
    return evidence.ofPoint(PointId.parse(point));
  }

  /** The key that verifies all of it, in PEM. Trust a copy that came another way. */
  @GET
  @Path("key")
  @Produces("application/x-pem-file")
  public String key() {
    return workplace.signer().publicPem();
  }
}
