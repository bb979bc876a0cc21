package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.PlainText;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.inbox.QuarantineStore.Act;
import dev.davit.kit.inbox.QuarantineStore.Action;
import dev.davit.kit.inbox.QuarantineStore.Original;
import dev.davit.kit.inbox.QuarantineStore.Outcome;
import dev.davit.kit.inbox.QuarantineStore.Quarantined;
import dev.davit.kit.jdbc.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What people do with records that were set aside: look, try again as they are or corrected, or let
 * them go. What is tried again passes the same judge as anything new; refused again, it stays. Each
 * is settled once; who did what, when, why and with which bytes is kept. Thread-safe.
 */
public final class Quarantine {
  private static final Map<String, byte[]> STRUCTURED =
      Map.of("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));

  private static final int NAME = 200;
  private static final int WHY = 1_000;

  private final Transactions transactions;
  private final Function<String, EventHandler> handlers;

  /**
   * @param handlers the one of each topic
   */
  public Quarantine(DataSource dataSource, Function<String, EventHandler> handlers) {
    this.transactions = new Transactions(dataSource);
    this.handlers = handlers;
  }

  /** A record with the bytes that came, and what people did with it, oldest first. */
  public record Details(Quarantined record, Original original, List<Action> history) {}

  /**
   * Who does something, and why.
   *
   * @param by a name, never null
   * @param why null if nobody says
   */
  public record Actor(String by, String why) {
    public Actor {
      by = PlainText.of(Objects.requireNonNull(by, "by"), NAME);
      why = PlainText.of(why, WHY);
    }
  }

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

  /** How many nothing became of yet. */
  public long waiting() {
    return transactions.get(QuarantineStore::waiting);
  }

  /**
   * @throws DavitException UNKNOWN_QUARANTINED
   */
  public Details get(QuarantineId id) {
    return transactions.get(tx -> {
      Original original = lock(tx, id);
      return new Details(
          QuarantineStore.find(tx, id).orElseThrow(), original, QuarantineStore.actions(tx, id));
    });
  }

  /**
   * Handles it as if it came now.
   *
   * @param corrected a whole event in structured mode, in the place of what came; null: as it came
   * @throws DavitException UNKNOWN_QUARANTINED, QUARANTINE_SETTLED, or what is wrong with it, which
   *     is kept beside it
   */
  public Replayed replay(QuarantineId id, byte[] corrected, Actor actor) {
    try {
      return transactions.get(tx -> {
        Original original = open(tx, id);
        Envelope event =
            corrected == null
                ? EventCodec.decode(original.headers(), original.value())
                : EventCodec.decode(STRUCTURED, corrected);
        TopicRule.require(event, id.topic());
        boolean first = InboxStore.firstTime(tx, event, id);
        if (first) {
          handlers.apply(id.topic()).handle(event, tx);
        }
        settle(tx, id, Outcome.REPLAYED, Act.REPLAYED, corrected, actor);
        return new Replayed(event, !first);
      });
    } catch (DavitException e) {
      keep(id, corrected, actor, e.problem());
      throw e;
    }
  }

  private static void settle(
      Connection tx, QuarantineId id, Outcome outcome, Act act, byte[] corrected, Actor actor)
      throws SQLException {
    QuarantineStore.settle(tx, id, outcome, actor.by());
    QuarantineStore.note(
        tx, id, new Action(act, null, actor.by(), actor.why(), corrected, null, null));
  }

  private void keep(QuarantineId id, byte[] corrected, Actor actor, Problem problem) {
    switch (problem.code()) {
      case UNKNOWN_QUARANTINED, QUARANTINE_SETTLED, STATE_UNAVAILABLE -> {}
      default ->
          transactions.run(tx -> {
            if (corrected == null) {
              QuarantineStore.refused(tx, id, problem);
            }
            QuarantineStore.note(
                tx,
                id,
                new Action(
                    Act.REFUSED,
                    null,
                    actor.by(),
                    actor.why(),
                    corrected,
                    problem.code().number(),
                    problem.toString()));
          });
    }
  }

  /**
   * Lets it go; it stays readable for a while.
   *
   * @throws DavitException UNKNOWN_QUARANTINED, QUARANTINE_SETTLED
   */
  public void discard(QuarantineId id, Actor actor) {
    transactions.run(tx -> {
      open(tx, id);
      settle(tx, id, Outcome.DISCARDED, Act.DISCARDED, null, actor);
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
