package dev.davit.kit.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Json;
import dev.davit.kit.jdbc.JdbcRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** SQL on table {@code outbox}. */
final class OutboxStore {
  /** Keys are spread over so many locks; a relay holds one lock for as long as it sends. */
  static final int SHARDS = 16;

  private OutboxStore() {}

  /** One unpublished row. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Row(long seq, String topic, String key, byte[] value, Map<String, byte[]> headers) {}

  static void insert(Connection tx, String topic, String key, EncodedEvent event)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "insert into outbox (shard, topic, key, value, headers) values (?, ?, ?, ?, ?::jsonb)",
            Math.floorMod(key.hashCode(), SHARDS),
            topic,
            key,
            event.body(),
            Json.text(event.headers()));
  }

  static List<Integer> waitingShards(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .query("select distinct shard from outbox order by shard", row -> row.getInt(1));
  }

  /** False if another relay sends this shard now. Held until the transaction ends. */
  static boolean tryLock(Connection tx, int shard) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select pg_try_advisory_xact_lock(hashtext('davit.outbox.' || current_schema()), ?)",
            row -> row.getBoolean(1),
            shard)
        .orElse(false);
  }

  static List<Row> unpublished(Connection tx, int shard, int limit) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select seq, topic, key, value, headers from outbox where shard = ? order by seq limit ?",
            row ->
                new Row(
                    row.getLong("seq"),
                    row.getString("topic"),
                    row.getString("key"),
                    row.getBytes("value"),
                    headers(row.getString("headers"))),
            shard,
            limit);
  }

  static void delete(Connection tx, List<Long> published) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "delete from outbox where seq = any(?)",
            tx.createArrayOf("bigint", published.toArray()));
  }

  /** How many rows wait, for the lag metric. */
  static long count(Connection tx) throws SQLException {
    return JdbcRunner.on(tx).first("select count(*) from outbox", row -> row.getLong(1)).orElse(0L);
  }

  private static Map<String, byte[]> headers(String json) {
    try {
      return Json.mapper().readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
