package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SQL on the tables of what runs have heard and said: {@code work_fact}, {@code work_generation},
 * {@code work_said}.
 */
final class FactRows {
  private FactRows() {}

  static void keep(Connection tx, RunId run, int generation, Envelope fact) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into work_fact (run, name, generation, event) values (?, ?, ?, ?::jsonb)
            on conflict do nothing
            """,
            run.value(),
            fact.name(),
            generation,
            EventCodec.text(fact));
  }

  /** By event name. */
  static Map<String, Envelope> all(Connection tx, RunId run, int generation) throws SQLException {
    Map<String, Envelope> facts = new HashMap<>();
    JdbcRunner.on(tx)
        .query(
            "select name, event from work_fact where run = ? and generation = ?",
            row -> facts.put(row.getString("name"), EventCodec.parse(row.getString("event"))),
            run.value(),
            generation);
    return facts;
  }

  static Optional<Envelope> find(Connection tx, RunId run, int generation, String name)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select event from work_fact where run = ? and generation = ? and name = ?",
            row -> EventCodec.parse(row.getString("event")),
            run.value(),
            generation,
            name)
        .stream()
        .findFirst();
  }

  /** True if what {@code needs} names has been heard. */
  static boolean heard(Connection tx, RunId run, int generation, Set<String> needs)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select count(*) from work_fact where run = ? and generation = ? and name = any(?)",
            row -> row.getInt(1) == needs.size(),
            run.value(),
            generation,
            needs)
        .getFirst();
  }

  /** A generation that was announced, and what its work needs. */
  record Announced(int generation, Set<String> needs) {}

  static void announceGeneration(
      Connection tx, WorkKind kind, RunId run, int generation, Set<String> needs)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into work_generation as known (kind, run, generation, needs) values (?, ?, ?, ?)
            on conflict (kind, run) do update
              set generation = excluded.generation, needs = excluded.needs
              where known.generation < excluded.generation
            """,
            kind.name(),
            run.value(),
            generation,
            needs);
  }

  static Optional<Announced> announced(Connection tx, WorkKind kind, RunId run)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select generation, needs from work_generation where kind = ? and run = ?",
            row -> new Announced(row.getInt("generation"), WorkRows.texts(row.getArray("needs"))),
            kind.name(),
            run.value())
        .stream()
        .findFirst();
  }

  /** False if it was said before. */
  static boolean sayOnce(Connection tx, RunId run, String name, int generation)
      throws SQLException {
    return JdbcRunner.on(tx)
            .update(
                """
                insert into work_said (run, name, generation) values (?, ?, ?)
                on conflict do nothing
                """,
                run.value(),
                name,
                generation)
        == 1;
  }
}
