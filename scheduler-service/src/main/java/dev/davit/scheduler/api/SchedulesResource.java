package dev.davit.scheduler.api;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.schedule.SchedulePreview;
import dev.davit.scheduler.ScheduleRegistry;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Schedules; they are set as a part of their system's definition. */
@Path("/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {
  private static final int MOST = 1000;
  private static final String REST = "/davit/rest";

  private final ScheduleRegistry schedules;

  SchedulesResource(ScheduleRegistry schedules) {
    this.schedules = schedules;
  }

  /**
   * @param reason free text for people; needed to pause
   * @param by who it is, by own account; null: whoever reaches this interface
   */
  public record PauseBody(String reason, String by) {
    static PauseBody orEmpty(PauseBody body) {
      return body == null ? new PauseBody(null, null) : body;
    }

    String who() {
      return by == null || by.isBlank() ? REST : by;
    }

    String why() {
      if (reason == null || reason.isBlank()) {
        throw missing("reason");
      }
      return reason;
    }
  }

  @GET
  @Operation(summary = "Schedules with their next fires, of all systems or of one")
  public List<ScheduleView> list(@QueryParam("system") String system) {
    return schedules.list(system == null ? null : new SystemId(system)).stream()
        .map(ScheduleView::of)
        .toList();
  }

  @POST
  @Path("{system}/pause")
  @Operation(summary = "Pauses a system's schedule for a while; who and why are kept")
  public ScheduleView pause(@PathParam("system") String system, PauseBody body) {
    var asked = PauseBody.orEmpty(body);
    return ScheduleView.of(schedules.pause(new SystemId(system), asked.who(), asked.why()));
  }

  @POST
  @Path("{system}/resume")
  @Operation(summary = "Lets it go on; what fell into the pause is missed")
  public ScheduleView resume(@PathParam("system") String system, PauseBody body) {
    var asked = PauseBody.orEmpty(body);
    return ScheduleView.of(schedules.resume(new SystemId(system), asked.who(), asked.reason()));
  }

  @POST
  @Path("pause")
  @Operation(summary = "Pauses the schedules of all systems")
  public List<ScheduleView> pauseAll(PauseBody body) {
    var asked = PauseBody.orEmpty(body);
    String why = asked.why();
    return each(standing -> schedules.pause(standing.row().system(), asked.who(), why));
  }

  @POST
  @Path("resume")
  @Operation(summary = "Lets all go on but those that their definitions pause")
  public List<ScheduleView> resumeAll(PauseBody body) {
    var asked = PauseBody.orEmpty(body);
    return each(standing ->
        standing.row().settings().paused()
            ? standing
            : schedules.resume(standing.row().system(), asked.who(), asked.reason()));
  }

  private List<ScheduleView> each(UnaryOperator<ScheduleRegistry.Standing> deed) {
    return schedules.list(null).stream().map(deed).map(ScheduleView::of).toList();
  }

  @GET
  @Path("{system}/fires")
  @Operation(summary = "What became of a schedule's fires, newest first: runs and misses")
  public List<FireView> fires(
      @PathParam("system") String system, @QueryParam("limit") @DefaultValue("50") int limit) {
    return schedules.fires(new SystemId(system), Math.clamp(limit, 1, MOST)).stream()
        .map(FireView::of)
        .toList();
  }

  @GET
  @Path("{system}/preview")
  @Operation(summary = "A schedule's next fires, and the clock changes of a year")
  public SchedulePreview preview(
      @PathParam("system") String system,
      @QueryParam("count") @DefaultValue("10") int count,
      @QueryParam("year") Integer year) {
    return schedules.preview(new SystemId(system), count, year);
  }

  @GET
  @Path("preview")
  @Operation(summary = "The same of any expression in any zone")
  public SchedulePreview preview(
      @QueryParam("cron") String cron,
      @QueryParam("zone") @DefaultValue("UTC") String zone,
      @QueryParam("count") @DefaultValue("10") int count,
      @QueryParam("year") Integer year) {
    if (cron == null) {
      throw missing("cron");
    }
    return schedules.preview(cron, zone, count, year);
  }

  private static DavitException missing(String field) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST, "field \"" + field + "\"", "it is missing");
  }
}
