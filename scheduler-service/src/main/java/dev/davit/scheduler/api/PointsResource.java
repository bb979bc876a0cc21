package dev.davit.scheduler.api;

import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.scheduler.PointCatalog;
import dev.davit.scheduler.model.RecoveryPoint;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Recovery points. */
@Path("/v1/points")
@Produces(MediaType.APPLICATION_JSON)
public class PointsResource {
  private final PointCatalog catalog;

  PointsResource(PointCatalog catalog) {
    this.catalog = catalog;
  }

  @GET
  @Operation(summary = "Recovery points, newest first")
  public List<RecoveryPoint> list(
      @QueryParam("system") String system,
      @QueryParam("expired") @DefaultValue("false") boolean expired) {
    return catalog.list(system == null ? null : new SystemId(system), expired);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One recovery point and its closure")
  public RecoveryPoint get(@PathParam("id") String id) {
    return catalog.get(PointId.parse(id));
  }
}
