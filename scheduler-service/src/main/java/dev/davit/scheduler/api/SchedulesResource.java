package dev.davit.scheduler.api;

import dev.davit.scheduler.SystemRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Schedules; they are set as a part of their system's definition. */
@Path("/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {
  private final SystemRegistry systems;

  SchedulesResource(SystemRegistry systems) {
    this.systems = systems;
  }

  @GET
  @Operation(summary = "Schedules with their next fires, of all systems or of one")
  public List<ScheduleView> list(@QueryParam("system") String system) {
    return systems.schedules().stream()
        .map(ScheduleView::of)
        .filter(schedule -> system == null || schedule.system().equals(system))
        .toList();
  }
}
