package dev.davit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.audit.evidence.Checkpoint;
import dev.davit.audit.evidence.EventLog;
import dev.davit.audit.evidence.Signer;
import dev.davit.audit.model.LogEntry;
import dev.davit.audit.store.EventLogStore;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.kit.jdbc.Transactions;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the event log's chain again and compares it with a checkpoint that somebody kept. Reads
 * page by page, so memory is bounded. Thread-safe.
 */
public final class LogVerifier {
  private static final int PAGE = 1_000;
  private static final int MOST_NAMED = 100;

  private final Transactions transactions;
  private final Signer signer;

  public LogVerifier(Transactions transactions, Signer signer) {
    this.transactions = transactions;
    this.signer = signer;
  }

  /**
   * @param entries how many were looked at
   * @param faults a sentence each, at most a hundred; empty if the log is what the checkpoint says
   */
  public record Verdict(long entries, boolean sound, List<String> faults) {
    public Verdict {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Looks at the whole log.
   *
   * @param envelope a signed checkpoint; null: the chain alone, which whoever owns the database may
   *     have computed anew
   * @throws DavitException {@code SIGNATURE_WRONG} if no trusted key signed the checkpoint
   */
  public Verdict verify(JsonNode envelope) {
    Checkpoint checkpoint = envelope == null ? null : open(envelope);
    List<String> faults = new ArrayList<>();
    boolean met = checkpoint == null;
    LogEntry last = null;
    long entries = 0;
    for (List<LogEntry> page = page(0); !page.isEmpty(); page = page(last.sequence())) {
      for (LogEntry entry : page) {
        EventLog.fault(last, entry).ifPresent(fault -> add(faults, fault));
        if (checkpoint != null && entry.sequence() == checkpoint.sequence()) {
          met = true;
          requireEqual(entry, checkpoint, faults);
        }
        last = entry;
        entries++;
      }
    }
    if (!met) {
      add(faults, "entry %d, which the checkpoint names, is gone".formatted(checkpoint.sequence()));
    }
    return new Verdict(entries, faults.isEmpty(), faults);
  }

  private static void requireEqual(LogEntry entry, Checkpoint checkpoint, List<String> faults) {
    if (!entry.hash().equals(checkpoint.hash())) {
      add(faults, "entry %d is not the one that the checkpoint signed".formatted(entry.sequence()));
    }
  }

  private Checkpoint open(JsonNode envelope) {
    byte[] payload =
        signer
            .open(envelope, Signer.CHECKPOINT)
            .orElseThrow(() ->
                new DavitException(
                    ErrorCode.SIGNATURE_WRONG, "checkpoint", "no trusted key signed it"));
    return Json.read(payload, Checkpoint.class);
  }

  private List<LogEntry> page(long after) {
    return transactions.get(tx -> EventLogStore.after(tx, after, null, null, PAGE));
  }

  private static void add(List<String> faults, String fault) {
    if (faults.size() < MOST_NAMED) {
      faults.add(fault);
    }
  }
}
