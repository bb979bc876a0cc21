package dev.davit.scheduler.api;

import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.scheduler.SystemRegistry;
import dev.davit.scheduler.SystemStanding;
import dev.davit.scheduler.model.ProtectedSystem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Protected systems, and the runs that one asks for. */
@Path("/v1/systems")
@Produces(MediaType.APPLICATION_JSON)
public class SystemsResource {
  private final SystemRegistry systems;
  private final SystemStanding standing;
  private final Asking asking;

  SystemsResource(SystemRegistry systems, SystemStanding standing, Asking asking) {
    this.systems = systems;
    this.standing = standing;
    this.asking = asking;
  }

  /**
   * @param reason free text for people
   */
  public record BackupBody(String reason) {}

  /**
   * @param point null: the newest one, which must be sealed
   * @param target null: where it was
   * @param replace what the target holds may be replaced
   */
  public record RecoveryBody(
      PointId point, RecoveryTarget target, boolean replace, String reason) {}

  @GET
  @Operation(summary = "Protected systems by name, all or one")
  public List<SystemView> list(@QueryParam("system") String system) {
    return systems.all().stream()
        .filter(each -> system == null || each.definition().name().value().equals(system))
        .map(this::view)
        .toList();
  }

  @GET
  @Path("{name}")
  @Operation(summary = "One protected system and how it stands")
  public SystemView get(@PathParam("name") String name) {
    return view(systems.get(new SystemId(name)));
  }

  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Protects a system, or changes its definition")
  public SystemView put(@PathParam("name") String name, SystemDefinition definition) {
    if (definition == null || !definition.name().value().equals(name)) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "system \"" + name + "\"", "the body names another, or none");
    }
    return view(systems.put(definition));
  }

  @DELETE
  @Path("{name}")
  @Operation(summary = "Ends the protection; recovery points stay")
  public void delete(@PathParam("name") String name) {
    systems.delete(new SystemId(name));
  }

  @POST
  @Path("{name}/backups")
  @ResponseStatus(202)
  @Operation(summary = "Asks for a backup")
  public Asking.Started backUp(@PathParam("name") String name, BackupBody body) {
    return asking.ask(new BackupRequested(new SystemId(name), body == null ? null : body.reason()));
  }

  @POST
  @Path("{name}/recoveries")
  @ResponseStatus(202)
  @Operation(summary = "Asks for a recovery")
  public Asking.Started recover(@PathParam("name") String name, RecoveryBody body) {
    RecoveryBody asked = body == null ? new RecoveryBody(null, null, false, null) : body;
    return asking.ask(
        new RecoveryRequested(
            new SystemId(name), asked.point(), asked.target(), asked.replace(), asked.reason()));
  }

  private SystemView view(ProtectedSystem system) {
    return SystemView.of(system, standing.of(system));
  }
}
