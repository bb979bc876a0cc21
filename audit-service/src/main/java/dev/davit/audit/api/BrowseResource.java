package dev.davit.audit.api;

import dev.davit.audit.PointBrowser;
import dev.davit.contracts.PointId;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.TableVersion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What recovery points hold; read only, names and sizes, never contents. */
@Path("/v1/points/{point}")
@Produces(MediaType.APPLICATION_JSON)
public class BrowseResource {
  private static final int MOST = 1_000;

  private final PointBrowser browser;

  BrowseResource(PointBrowser browser) {
    this.browser = browser;
  }

  /**
   * A part of a directory.
   *
   * @param next what to give as {@code after} for the rest; null if this is all
   */
  public record Listing(List<PointBrowser.Entry> entries, String next) {}

  /**
   * @param tables with their versions
   * @param changes of the schema since the point before, a line each
   */
  public record Lineage(List<TableVersion> tables, List<String> changes) {}

  /** The signed manifest. */
  @GET
  @Path("manifest")
  public PointManifest manifest(@PathParam("point") String point) {
    return browser.manifest(PointId.parse(point));
  }

  /** Whether every reference resolves, and which do not. */
  @GET
  @Path("closure")
  public ClosureSummary closure(@PathParam("point") String point) {
    return browser.manifest(PointId.parse(point)).closure();
  }

  @GET
  @Path("lineage")
  public Lineage lineage(@PathParam("point") String point) {
    PointId id = PointId.parse(point);
    return new Lineage(browser.lineage(id), browser.manifest(id).changes());
  }

  /**
   * A directory.
   *
   * @param path below the point's root, such as {@code media/main}
   */
  @GET
  @Path("tree")
  public Listing tree(
      @PathParam("point") String point,
      @QueryParam("path") @DefaultValue("") String path,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("1000") int limit) {
    int most = Math.clamp(limit, 1, MOST);
    var entries = browser.list(PointId.parse(point), path, after, most);
    return new Listing(entries, entries.size() < most ? null : entries.getLast().name());
  }
}
