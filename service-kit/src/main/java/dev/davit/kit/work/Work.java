package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.outbox.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A leased piece of work, as it stood when it was claimed.
 *
 * @param generation see the package; for work of a pin its ordinal, for a step the step's
 * @param envelope the order, as it was heard
 * @param facts facts of this run and generation known when it was claimed, by event name
 * @param notes what earlier leases remembered
 * @param epoch rises with each lease of this item, from 1; so it can number what must be different
 *     in each try, such as a dump's pins
 * @param attempt number of this try, from 1; giving work back at shutdown does not count as one
 * @param cancelRequested the run was being cancelled when this was claimed
 */
public record Work(
    UUID id,
    WorkKind kind,
    RunId run,
    SystemId system,
    int generation,
    Envelope envelope,
    Map<String, Envelope> facts,
    Map<String, String> notes,
    String owner,
    long epoch,
    int attempt,
    boolean cancelRequested) {
  public Work {
    facts = Map.copyOf(facts);
    notes = Map.copyOf(notes);
  }

  /** The order that created this work. */
  public Order order() {
    return (Order) envelope.event();
  }

  /** The order as the one type it can be; {@link ClassCastException} otherwise. */
  public <T extends Order> T order(Class<T> type) {
    return type.cast(envelope.event());
  }

  /** A fact that this work needed; {@link IllegalStateException} if it was none of its needs. */
  public <T extends RunFact> T fact(Class<T> type) {
    return findFact(type)
        .orElseThrow(
            () -> new IllegalStateException(kind + " does not need " + EventTypes.name(type)));
  }

  /** A fact that was known when this was claimed; see {@link Lease#awaitFact} for later ones. */
  public <T extends RunFact> Optional<T> findFact(Class<T> type) {
    return Optional.ofNullable(facts.get(EventTypes.name(type)))
        .map(fact -> type.cast(fact.event()));
  }

  /** What an earlier lease of this work remembered, as it wrote it. */
  public Optional<String> note(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  /** What led to everything that this work says; in the thread that does it, also its span. */
  public Cause cause() {
    return Cause.of(envelope).traced();
  }

  /** The state that this is a view of. */
  public WorkItem.Leased item() {
    return new WorkItem.Leased(id, owner, epoch);
  }
}
