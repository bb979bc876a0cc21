package dev.davit.postgres.profile;

import dev.davit.contracts.point.Reference;
import dev.davit.contracts.point.TableVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Any application: the operator's own SQL lists the files that rows name. */
public final class GenericProfile implements Profile {
  /**
   * One query with one text column: absolute paths, {@code file:} URLs, other URLs, or paths below
   * a media root.
   *
   * @param database where it runs; null: in every database
   * @param root name of the media root that relative paths belong to; null: there are none
   */
  public record Query(String database, String root, String sql) {
    public Query {
      Objects.requireNonNull(sql, "sql");
    }
  }

  private final Map<String, Path> mediaRoots;
  private final List<Query> queries;

  /**
   * @param mediaRoots name to absolute directory
   */
  public GenericProfile(Map<String, Path> mediaRoots, List<Query> queries) {
    this.mediaRoots = Map.copyOf(mediaRoots);
    this.queries = List.copyOf(queries);
  }

  @Override
  public String name() {
    return "generic";
  }

  @Override
  public String version(Connection database) {
    return null;
  }

  @Override
  public List<String> guards(Connection database) {
    return List.of();
  }

  @Override
  public void references(Connection database, String name, Path spill, Consumer<Reference> to)
      throws SQLException {
    throw new UnsupportedOperationException(mediaRoots.toString() + queries);
  }

  @Override
  public List<TableVersion> lineage(Connection database, String name) {
    return List.of();
  }

  @Override
  public long rewrite(Connection database, List<PathMove> moves) {
    return 0;
  }

  @Override
  public List<String> checks(Connection database) {
    return List.of();
  }
}
