package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** SQL on table {@code inbox}. */
final class InboxStore {
  /** One order for all, so that two batches with the same events never wait for each other. */
  private static final Comparator<DecodedRecord> BY_EVENT =
      Comparator.comparing((DecodedRecord record) -> record.event().source())
          .thenComparing(record -> record.event().id());

  private InboxStore() {}

  /**
   * Those places whose event of this source and id was not handled before; of several in {@code
   * batch} the first.
   */
  static Set<String> firstTime(Connection tx, List<DecodedRecord> batch) throws SQLException {
    if (batch.isEmpty()) {
      return Set.of();
    }
    var sorted = batch.stream().sorted(BY_EVENT).toList();
    return new HashSet<>(
        JdbcRunner.on(tx)
            .query(
                """
                insert into inbox (source, id, place)
                select * from unnest(?::text[], ?::text[], ?::text[])
                on conflict do nothing returning place
                """,
                row -> row.getString(1),
                sorted.stream().map(record -> record.event().source()).toList(),
                sorted.stream().map(record -> record.event().id()).toList(),
                sorted.stream().map(record -> record.place().toString()).toList()));
  }

  /** False if an event of this source and id was handled before. */
  static boolean firstTime(Connection tx, Envelope event, QuarantineId place) throws SQLException {
    return JdbcRunner.on(tx)
            .update(
                "insert into inbox (source, id, place) values (?, ?, ?) on conflict do nothing",
                event.source(),
                event.id(),
                place.toString())
        == 1;
  }

  /** True if what was handled before lay elsewhere: not the same record read twice. */
  static boolean isResent(Connection tx, Envelope event, QuarantineId place) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select 1 from inbox where source = ? and id = ? and place <> ?",
            row -> true,
            event.source(),
            event.id(),
            place.toString())
        .isPresent();
  }
}
