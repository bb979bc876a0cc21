package dev.davit.web;

import dev.davit.contracts.codec.EventTypes;
import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.inbox.Quarantine.Actor;
import dev.davit.kit.inbox.QuarantineId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Records on the broker that were no events for this service, or were refused: nothing is lost, and
 * nothing stops.
 */
@Path("/v1/quarantine")
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {
  private static final int MOST = 1000;
  private static final String SOMEBODY = "/davit/rest";

  private final Quarantine quarantine;
  private final String service;

  QuarantineResource(
      Quarantine quarantine, @ConfigProperty(name = "quarkus.application.name") String service) {
    this.quarantine = quarantine;
    this.service = service;
  }

  /**
   * @param event id of the event that was handled
   * @param duplicate it had been handled before, so that nothing was done
   */
  public record Replayed(String record, String event, String type, boolean duplicate) {}

  @GET
  @Operation(summary = "Records that were set aside, newest first; `all` with those settled")
  public List<QuarantinedView> list(
      @QueryParam("all") @DefaultValue("false") boolean all,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return quarantine.list(all, Math.clamp(limit, 1, MOST)).stream()
        .map(record -> QuarantinedView.of(service, record))
        .toList();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One of them with its bytes, and what was done with it")
  public QuarantinedView get(@PathParam("id") String id) {
    return QuarantinedView.of(service, quarantine.get(QuarantineId.parse(id)));
  }

  @POST
  @Path("{id}/replay")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Handles it as if it came now; a body, a whole CloudEvent, takes its place")
  public Replayed replay(
      @PathParam("id") String id,
      @QueryParam("by") @DefaultValue(SOMEBODY) String by,
      @QueryParam("reason") String reason,
      byte[] corrected) {
    boolean asItCame = corrected == null || corrected.length == 0;
    var replayed =
        quarantine.replay(
            QuarantineId.parse(id), asItCame ? null : corrected, new Actor(by, reason));
    return new Replayed(
        id,
        replayed.event().id(),
        EventTypes.type(replayed.event().event().getClass()),
        replayed.known());
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Lets it go")
  public void discard(
      @PathParam("id") String id,
      @QueryParam("by") @DefaultValue(SOMEBODY) String by,
      @QueryParam("reason") String reason) {
    quarantine.discard(QuarantineId.parse(id), new Actor(by, reason));
  }
}
