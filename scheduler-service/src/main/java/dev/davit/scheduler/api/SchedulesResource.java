package dev.davit.scheduler.api;

import dev.davit.scheduler.SystemRegistry;
import dev.davit.scheduler.store.ScheduleStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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
  @Operation(summary = "All schedules with their next fires")
  public List<ScheduleStore.Row> list() {
    return systems.schedules();
  }
}
