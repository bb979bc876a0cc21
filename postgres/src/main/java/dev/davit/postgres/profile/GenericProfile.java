package dev.davit.postgres.profile;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.Reference;
import dev.davit.contracts.point.TableVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Any application: the operator's own SQL lists the files that rows name. */
public final class GenericProfile implements Profile {
  /**
   * One query. Its first column is text: absolute paths, {@code file:} URLs, other URLs, or paths
   * below a media root. Further columns identify the row to whoever must look for a missing file.
   *
   * @param database where it runs; null: in every database
   * @param root name of the media root that relative paths belong to; null: there are none
   */
  public record Query(String database, String root, String sql) {
    public Query {
      Objects.requireNonNull(sql, "sql");
    }
  }

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");
  private static final int FETCH = 2000;

  /** The SQLStates of what was not understood, or is not there. */
  private static final String WRONG_SQL = "42";

  private static final int RUN_SIZE = 100_000;

  private final Map<String, Path> mediaRoots;
  private final List<Query> queries;
  private final ReferenceKinds kinds;

  /**
   * @param mediaRoots name to absolute directory
   */
  public GenericProfile(Map<String, Path> mediaRoots, List<Query> queries) {
    this.mediaRoots = Map.copyOf(mediaRoots);
    this.queries = List.copyOf(queries);
    this.kinds = new ReferenceKinds(mediaRoots.values());
    for (Query q : queries) {
      if (q.root() != null && !mediaRoots.containsKey(q.root())) {
        throw new DavitException(
            ErrorCode.CONFIG_INVALID,
            "reference query's root \"" + q.root() + "\"",
            "there is no media root of that name");
      }
    }
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
    try (var sorter = new ReferenceSorter(spill, RUN_SIZE)) {
      int number = 0;
      for (Query query : queries) {
        number++;
        if (query.database() == null || query.database().equals(name)) {
          read(database, query, number, sorter);
        }
      }
      sorter.drain(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its owner wrote is wrong: nothing that a later attempt would cure. */
  private void read(Connection database, Query query, int number, ReferenceSorter to)
      throws SQLException, IOException {
    try (var s = database.createStatement()) {
      s.setFetchSize(FETCH);
      try (var r = s.executeQuery(query.sql())) {
        var rows = QueryRows.of(r, number);
        while (r.next()) {
          String value = r.getString(1);
          if (value != null && !value.isEmpty()) {
            to.add(reference(query, value, rows.cell()));
          }
        }
      }
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith(WRONG_SQL)) {
        throw wrong(query, number, e);
      }
      throw e;
    }
  }

  private static DavitException wrong(Query query, int number, SQLException e) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST,
        "references query " + number + " \"" + query.sql() + '"',
        e.getMessage().lines().map(String::strip).collect(Collectors.joining("; ")),
        e);
  }

  private Reference reference(Query query, String value, ReferenceKinds.Cell cell) {
    if (value.startsWith("/")) {
      return kinds.ofPath(value, FileUrls.normal(value), cell, 1);
    }
    if (query.root() == null || SCHEME.matcher(value).lookingAt()) {
      return kinds.ofUrl(value, cell, 1);
    }
    String path = FileUrls.normal(mediaRoots.get(query.root()) + "/" + value);
    return kinds.ofPath(value, path, cell, 1);
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
