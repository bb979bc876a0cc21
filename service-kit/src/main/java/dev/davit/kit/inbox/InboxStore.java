package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;

/** SQL on table {@code inbox}. */
final class InboxStore {
  private InboxStore() {}

  /**
   * False if an event of this source and id was handled before.
   *
   * @param place where this one lies
   */
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
