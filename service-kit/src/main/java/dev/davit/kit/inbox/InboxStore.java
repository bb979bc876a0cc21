package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;

/** SQL on table {@code inbox}. */
final class InboxStore {
  private InboxStore() {}

  /** False if an event of this source and id was handled before. */
  static boolean firstTime(Connection tx, Envelope event) throws SQLException {
    return JdbcRunner.on(tx)
            .update(
                "insert into inbox (source, id) values (?, ?) on conflict do nothing",
                event.source(),
                event.id())
        == 1;
  }
}
