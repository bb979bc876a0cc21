package dev.davit.postgres.profile;

import dev.davit.contracts.point.Reference;
import dev.davit.contracts.point.TableVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is known of the application whose data a database holds. Each call reads (or, {@link
 * #rewrite} only, writes) in the transaction of the given connection and never ends it. A database
 * that is not the application's own has no references, no lineage and no findings. Thread-safe.
 */
public interface Profile {
  /** As recorded in a recovery point: {@code pixeltable}, {@code generic}. */
  String name();

  /** The application's own metadata version; null if this is not its database, or it has none. */
  String version(Connection database) throws SQLException;

  /** Application tables that have unfinished operations, by name; empty when all is at rest. */
  List<String> guards(Connection database) throws SQLException;

  /**
   * Every file and object that rows name, each once: those with a path sorted by {@link
   * dev.davit.contracts.point.PathOrder}, then the others by URL. Memory is bounded: what exceeds
   * it is sorted on disk.
   *
   * @param name of the database
   * @param spill private directory for what is sorted on disk; left as it was found
   */
  void references(Connection database, String name, Path spill, Consumer<Reference> to)
      throws SQLException;

  /** Each application table with its versions, sorted by name. */
  List<TableVersion> lineage(Connection database, String name) throws SQLException;

  /**
   * Makes rows name files at their new place; the caller commits.
   *
   * @return rows changed
   */
  long rewrite(Connection database, List<PathMove> moves) throws SQLException;

  /** What contradicts itself in a restored database, a sentence each; empty if nothing does. */
  List<String> checks(Connection database) throws SQLException;
}
