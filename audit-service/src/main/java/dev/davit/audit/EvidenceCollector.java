package dev.davit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.audit.evidence.EventLog;
import dev.davit.audit.evidence.EvidenceBundle;
import dev.davit.audit.model.LogEntry;
import dev.davit.audit.store.CheckpointStore;
import dev.davit.audit.store.EventLogStore;
import dev.davit.audit.store.PointEvidenceStore;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.kit.jdbc.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a run's evidence together. Thread-safe. */
public final class EvidenceCollector {
  private static final int PAGE = 1_000;
  private static final int MOST_EVENTS = 10_000;

  private final Transactions transactions;
  private final Checkpoints checkpoints;

  public EvidenceCollector(Transactions transactions, Checkpoints checkpoints) {
    this.transactions = transactions;
    this.checkpoints = checkpoints;
  }

  /** {@code UNKNOWN_POINT} if it was not sealed here. */
  public EvidenceBundle ofPoint(PointId point) {
    return ofRun(
        transactions
            .get(tx -> PointEvidenceStore.ofPoint(tx, point))
            .orElseThrow(
                () -> new DavitException(ErrorCode.UNKNOWN_POINT, "point \"" + point + "\"", null))
            .run());
  }

  /** Of what was heard so far; {@code UNKNOWN_RUN} if that is nothing. */
  public EvidenceBundle ofRun(RunId run) {
    List<LogEntry> own = transactions.get(tx -> EventLogStore.after(tx, 0, null, run, MOST_EVENTS));
    if (own.isEmpty()) {
      throw new DavitException(ErrorCode.UNKNOWN_RUN, "run \"" + run + "\"", null);
    }
    var checkpoint = checkpointAt(own.getLast().sequence());
    var point = transactions.get(tx -> PointEvidenceStore.ofRun(tx, run));
    return new EvidenceBundle(
        EvidenceBundle.FORMAT,
        run,
        EventCodec.parse(own.getFirst().event()).event().system(),
        own.getFirst().previous(),
        chain(own, checkpoint.sequence()),
        Json.read(checkpoint.envelope(), JsonNode.class),
        point.map(kept -> Json.read(kept.envelope(), JsonNode.class)).orElse(null));
  }

  /** The first that covers the entry, so that the chain is short; made now if there is none. */
  private CheckpointStore.Stored checkpointAt(long sequence) {
    return transactions
        .get(tx -> CheckpointStore.firstFrom(tx, sequence))
        .or(checkpoints::now)
        .orElseThrow(() -> new IllegalStateException("a log with entries can be signed"));
  }

  private List<EvidenceBundle.Link> chain(List<LogEntry> own, long last) {
    Set<Long> mine = own.stream().map(LogEntry::sequence).collect(Collectors.toSet());
    List<EvidenceBundle.Link> chain = new ArrayList<>();
    long at = own.getFirst().sequence() - 1;
    while (at < last) {
      long after = at;
      int limit = (int) Math.min(PAGE, last - at);
      var page = transactions.get(tx -> EventLogStore.after(tx, after, null, null, limit));
      if (page.isEmpty()) {
        throw new DavitException(
            ErrorCode.INTERNAL, "event log", "it ends before entry " + last + ", which was signed");
      }
      page.forEach(entry -> chain.add(link(entry, mine.contains(entry.sequence()))));
      at = page.getLast().sequence();
    }
    return chain;
  }

  private static EvidenceBundle.Link link(LogEntry entry, boolean own) {
    return own
        ? new EvidenceBundle.Link(entry.sequence(), entry.at(), entry.event(), null)
        : new EvidenceBundle.Link(entry.sequence(), null, null, digest(entry));
  }

  private static String digest(LogEntry entry) {
    return EventLog.digest(entry.sequence(), entry.at(), entry.event());
  }
}
