package dev.davit.e2e.bench;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.topic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What somebody's handler must at least write to have what a fire of Davit's leaves behind: run,
 * history, outbox and fire, in one transaction. It reads nothing first, and says the same order
 * each time, so it does less than Davit.
 */
final class SameRows implements DbSchedulerFires.Handler {
  private static final String RUN =
      """
      insert into run (id, system, kind, state, data, requester, reason, correlation, requested)
      values (?, ?, 'backup', 'pinning', ?::jsonb, '/davit/scheduler-service/schedule', 'due', ?, ?)\
      """;
  private static final String HISTORY =
      "insert into run_history (run, seq, at, state, text) values (?, 1, ?, 'pinning', 'backup accepted')";
  private static final String OUTBOX =
      "insert into outbox (shard, topic, key, value, headers) values (?, ?, ?, ?, ?::jsonb)";
  private static final String FIRE =
      "insert into schedule_fire (system, nominal, last, run) values (?, ?, ?, ?)";

  private final DataSource database;
  private final byte[] order;
  private final String headers;

  SameRows(DataSource database) {
    this.database = database;
    var definition = Systems.definition();
    var started =
        new BackupStarted(new SystemId("bench-0"), RunId.random(), definition.settings(), 1, null);
    EncodedEvent encoded =
        EventCodec.encode(Envelope.first("/davit/scheduler-service", Instant.now(), started));
    order = encoded.body();
    headers = Json.text(encoded.headers());
  }

  @Override
  public void fire(String system) throws SQLException {
    try (Connection tx = database.getConnection()) {
      tx.setAutoCommit(false);
      var run = UUID.randomUUID();
      var now = Timestamp.from(Instant.now());
      update(tx, RUN, run, system, "{\"id\": \"" + run + "\"}", UUID.randomUUID().toString(), now);
      update(tx, HISTORY, run, now);
      int shard = Math.floorMod(system.hashCode(), 16);
      update(tx, OUTBOX, shard, Topic.SCHEDULER_EVENTS.wireName(), system, order, headers);
      update(tx, FIRE, system, now, now, run);
      tx.commit();
      tx.setAutoCommit(true);
    }
  }

  private static void update(Connection tx, String sql, Object... parameters) throws SQLException {
    try (var statement = tx.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void verify(Connection connection, int expected, Instant due) throws SQLException {
    Schemas.requireCount(connection, expected, "run where requested >= ?", due);
    Schemas.requireCount(connection, expected, "outbox where created >= ?", due);
  }
}
