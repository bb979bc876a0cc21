package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.inbox.QuarantineStore.Original;
import dev.davit.kit.inbox.QuarantineStore.Outcome;
import dev.davit.kit.inbox.QuarantineStore.Quarantined;
import dev.davit.kit.jdbc.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What people do with records that were set aside: look, try again as they are or corrected, or let
 * them go. What is tried again passes the same judge as anything new; refused again, it stays. Each
 * is settled once, and who did it is kept. Thread-safe.
 */
public final class Quarantine {
  private static final Map<String, byte[]> STRUCTURED =
      Map.of("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));

  private final Transactions transactions;
  private final Function<String, EventHandler> handlers;

  /**
   * @param handlers the one of each topic
   */
  public Quarantine(DataSource dataSource, Function<String, EventHandler> handlers) {
    this.transactions = new Transactions(dataSource);
    this.handlers = handlers;
  }

  /** A record with the bytes that came. */
  public record Details(Quarantined record, Original original) {}

  /**
   * A record that was handled after all.
   *
   * @param known the same event had been handled before, so that nothing was done
   */
  public record Replayed(Envelope event, boolean known) {}

  /** The newest first; those that were settled only if they are wanted. */
  public List<Quarantined> list(boolean settled, int limit) {
    return transactions.get(tx -> QuarantineStore.newest(tx, settled, limit));
  }

  /**
   * @throws DavitException UNKNOWN_QUARANTINED
   */
  public Details get(QuarantineId id) {
    return transactions.get(tx -> {
      Original original = lock(tx, id);
      return new Details(QuarantineStore.find(tx, id).orElseThrow(), original);
    });
  }

  /**
   * Handles it as if it came now.
   *
   * @param corrected a whole event in structured mode, in the place of what came; null: as it came
   * @param by who wants it
   * @throws DavitException UNKNOWN_QUARANTINED, QUARANTINE_SETTLED, or what is wrong with it, which
   *     is kept beside it
   */
  public Replayed replay(QuarantineId id, byte[] corrected, String by) {
    try {
      return transactions.get(tx -> {
        Original original = open(tx, id);
        Envelope event =
            corrected == null
                ? EventCodec.decode(original.headers(), original.value())
                : EventCodec.decode(STRUCTURED, corrected);
        boolean first = InboxStore.firstTime(tx, event);
        if (first) {
          handlers.apply(id.topic()).handle(event, tx);
        }
        QuarantineStore.settle(tx, id, Outcome.REPLAYED, by);
        return new Replayed(event, !first);
      });
    } catch (DavitException e) {
      keep(id, e.problem());
      throw e;
    }
  }

  private void keep(QuarantineId id, Problem problem) {
    switch (problem.code()) {
      case UNKNOWN_QUARANTINED, QUARANTINE_SETTLED, STATE_UNAVAILABLE -> {}
      default -> transactions.run(tx -> QuarantineStore.refused(tx, id, problem));
    }
  }

  /**
   * Lets it go; it stays readable for a while.
   *
   * @throws DavitException UNKNOWN_QUARANTINED, QUARANTINE_SETTLED
   */
  public void discard(QuarantineId id, String by) {
    transactions.run(tx -> {
      open(tx, id);
      QuarantineStore.settle(tx, id, Outcome.DISCARDED, by);
    });
  }

  private static Original open(Connection tx, QuarantineId id) throws SQLException {
    Original original = lock(tx, id);
    Quarantined record = QuarantineStore.find(tx, id).orElseThrow();
    if (record.outcome() != null) {
      throw new DavitException(
          ErrorCode.QUARANTINE_SETTLED,
          "record \"" + id + "\"",
          record.outcome() + " by " + record.by() + " at " + record.settled());
    }
    return original;
  }

  private static Original lock(Connection tx, QuarantineId id) throws SQLException {
    return QuarantineStore.lock(tx, id).orElseThrow(() -> QuarantineId.unknown(id.toString()));
  }
}
