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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Pixeltable, metadata version 53 and later. A database of the cluster that is not Pixeltable's is
 * told by its tables.
 */
public final class PixeltableProfile implements Profile {
  /** Before it, column types are kept elsewhere. */
  private static final int OLDEST = 53;

  private static final int RUN_SIZE = 100_000;

  private static final String RECOGNISE =
      "SELECT bool_and(to_regclass('public.' || name) IS NOT NULL) FROM (VALUES ('systeminfo'),"
          + " ('dirs'), ('tables'), ('tableversions'), ('tableschemaversions')) t (name)";

  private static final String UNFINISHED =
      PixeltableLineage.PATHS
          + "SELECT DISTINCT coalesce("
          + PixeltableLineage.NAME
          + ", o.tbl_id::text) FROM public.tables t"
          + " FULL JOIN public.pendingtableops o ON o.tbl_id = t.id"
          + " LEFT JOIN path p ON p.id = t.dir_id"
          + " WHERE o.tbl_id IS NOT NULL OR coalesce(t.md->>'tbl_state', '0') <> '0' ORDER BY 1";

  private final ReferenceKinds kinds;

  /**
   * @param mediaRoots absolute directories whose files Pixeltable owns
   */
  public PixeltableProfile(List<Path> mediaRoots) {
    this.kinds = new ReferenceKinds(mediaRoots);
  }

  @Override
  public String name() {
    return "pixeltable";
  }

  /**
   * @throws DavitException DATABASE_TOO_OLD
   */
  @Override
  public String version(Connection database) throws SQLException {
    if (!isPixeltable(database)) {
      return null;
    }
    try (var s = database.createStatement();
        var r = s.executeQuery("SELECT (md->>'schema_version')::int FROM public.systeminfo")) {
      if (!r.next()) {
        return null;
      }
      int version = r.getInt(1);
      if (version < OLDEST) {
        throw new DavitException(
            ErrorCode.DATABASE_TOO_OLD,
            "database \"" + database.getCatalog() + "\"",
            "its Pixeltable metadata has version " + version + ", read from " + OLDEST + " on");
      }
      return Integer.toString(version);
    }
  }

  private static boolean isPixeltable(Connection database) throws SQLException {
    try (var s = database.createStatement();
        var r = s.executeQuery(RECOGNISE)) {
      return r.next() && r.getBoolean(1);
    }
  }

  @Override
  public List<String> guards(Connection database) throws SQLException {
    return isPixeltable(database) ? unfinished(database) : List.of();
  }

  static List<String> unfinished(Connection database) throws SQLException {
    var all = new ArrayList<String>();
    try (var s = database.createStatement();
        var r = s.executeQuery(UNFINISHED)) {
      while (r.next()) {
        all.add(r.getString(1));
      }
    }
    return all;
  }

  @Override
  public void references(Connection database, String name, Path spill, Consumer<Reference> to)
      throws SQLException {
    if (!isPixeltable(database)) {
      return;
    }
    try (var sorter = new ReferenceSorter(spill, RUN_SIZE)) {
      PixeltableReferences.read(database, kinds, sorter);
      sorter.drain(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<TableVersion> lineage(Connection database, String name) throws SQLException {
    return isPixeltable(database) ? PixeltableLineage.read(database, name) : List.of();
  }

  @Override
  public long rewrite(Connection database, List<PathMove> moves) throws SQLException {
    return isPixeltable(database) ? PixeltableRewrite.run(database, moves) : 0;
  }

  @Override
  public List<String> checks(Connection database) throws SQLException {
    return isPixeltable(database) ? PixeltableChecks.run(database) : List.of();
  }
}
