package dev.davit.scheduler.store;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.scheduler.model.ProtectedSystem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Protected systems. */
public final class SystemStore {
  private SystemStore() {}

  public static Optional<ProtectedSystem> find(Connection tx, SystemId name) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select * from protected_system where name = ?", SystemStore::system, name.value());
  }

  /** Several at once; those that are not protected are absent. */
  public static Map<SystemId, ProtectedSystem> find(Connection tx, Collection<SystemId> names)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select * from protected_system where name = any (?)",
            SystemStore::system,
            Texts.of(names, name -> name))
        .stream()
        .collect(Collectors.toMap(system -> system.definition().name(), system -> system));
  }

  public static List<ProtectedSystem> all(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .query("select * from protected_system order by name", SystemStore::system);
  }

  /** Keeps requests of one system one after another until the transaction ends. */
  public static void lock(Connection tx, SystemId name) throws SQLException {
    JdbcRunner.on(tx).execute("select pg_advisory_xact_lock(hashtextextended(?, 7))", name.value());
  }

  /**
   * The same for several systems, in the order of their names: whoever locks more than one locks
   * all with one call, so that none waits for another that waits for it.
   */
  public static void lock(Connection tx, Collection<SystemId> names) throws SQLException {
    JdbcRunner.on(tx)
        .execute(
            """
            select pg_advisory_xact_lock(hashtextextended(name, 7))
            from (select distinct name from unnest(?::text[]) name order by name) sorted\
            """,
            Texts.of(names, name -> name));
  }

  /** Creates the system, or gives it a new revision; the row as it is now. */
  public static ProtectedSystem put(Connection tx, SystemDefinition definition)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            insert into protected_system (name, definition) values (?, ?::jsonb)
            on conflict (name) do update set definition = excluded.definition,
              revision = protected_system.revision + 1, changed = now()
            returning *\
            """,
            SystemStore::system,
            definition.name().value(),
            Json.text(definition))
        .orElseThrow();
  }

  public static boolean delete(Connection tx, SystemId name) throws SQLException {
    return JdbcRunner.on(tx).update("delete from protected_system where name = ?", name.value())
        == 1;
  }

  private static ProtectedSystem system(ResultSet row) throws SQLException {
    return new ProtectedSystem(
        Json.read(row.getString("definition"), SystemDefinition.class), row.getLong("revision"));
  }
}
