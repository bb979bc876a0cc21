package dev.davit.kit.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.davit.contracts.codec.EventTypes;
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

  /** In their order: rows are numbered as the arrays have them. */
  static void insert(Connection tx, List<Outbox.Letter> letters) throws SQLException {
    byte[][] values =
        letters.stream().map(letter -> letter.encoded().body()).toArray(byte[][]::new);
    JdbcRunner.on(tx)
        .update(
            """
            insert into outbox (shard, topic, key, value, headers)
            select shard::smallint, topic, key, value, headers::jsonb
            from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[])
              with ordinality as letter (shard, topic, key, value, headers, place)
            order by place\
            """,
            letters.stream().map(letter -> Integer.toString(shard(key(letter)))).toList(),
            letters.stream().map(OutboxStore::topic).toList(),
            letters.stream().map(OutboxStore::key).toList(),
            tx.createArrayOf("bytea", values),
            letters.stream().map(letter -> Json.text(letter.encoded().headers())).toList());
  }

  private static String topic(Outbox.Letter letter) {
    return EventTypes.topic(letter.envelope().event().getClass()).wireName();
  }

  private static String key(Outbox.Letter letter) {
    return letter.envelope().event().system().value();
  }

  private static int shard(String key) {
    return Math.floorMod(key.hashCode(), SHARDS);
  }

  static List<Integer> waitingShards(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .query("select distinct shard from outbox order by shard", row -> row.getInt(1));
  }

  /** Those of the shards that no other relay sends now, held until the transaction ends. */
  static List<Integer> lockFree(Connection tx, List<Integer> shards) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select shard from unnest(?::integer[]) shard
            where pg_try_advisory_xact_lock(hashtext('davit.outbox.' || current_schema()), shard)\
            """,
            row -> row.getInt(1),
            tx.createArrayOf("integer", shards.toArray()));
  }

  /** The oldest rows of the shards, in their order: so many at most, of so many bytes in all. */
  static List<Row> unpublished(Connection tx, List<Integer> shards, int limit, int bytes)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select seq, topic, key, value, headers from (
              select *, sum(octet_length(value)) over (order by seq) as bytes,
                row_number() over (order by seq) as place
              from (select * from outbox where shard = any(?::integer[]) order by seq limit ?) oldest) sized
            where place = 1 or bytes <= ? order by seq\
            """,
            row ->
                new Row(
                    row.getLong("seq"),
                    row.getString("topic"),
                    row.getString("key"),
                    row.getBytes("value"),
                    headers(row.getString("headers"))),
            tx.createArrayOf("integer", shards.toArray()),
            limit,
            bytes);
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
