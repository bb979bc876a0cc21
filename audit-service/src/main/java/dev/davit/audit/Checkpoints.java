package dev.davit.audit;

import dev.davit.audit.evidence.Checkpoint;
import dev.davit.audit.evidence.Signer;
import dev.davit.audit.model.LogEntry;
import dev.davit.audit.store.CheckpointStore;
import dev.davit.audit.store.CheckpointStore.Stored;
import dev.davit.audit.store.EventLogStore;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Signs what the event log is, now and then and when asked. Each goes to the process's log, too: a
 * place that whoever can change the table may not reach. Thread-safe.
 */
public final class Checkpoints implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

  private final Transactions transactions;
  private final Signer signer;
  private final InstantSource clock;
  private final Duration interval;
  private final Signal stop = new Signal();
  private final Thread thread;
  private volatile boolean closed;

  /** Not yet started. */
  public Checkpoints(
      Transactions transactions, Signer signer, InstantSource clock, Duration interval) {
    this.transactions = transactions;
    this.signer = signer;
    this.clock = clock;
    this.interval = interval;
    this.thread = Thread.ofPlatform().daemon().name("davit-checkpoints").unstarted(this::loop);
  }

  public Checkpoints start() {
    thread.start();
    return this;
  }

  /** The newest that was signed. */
  public Optional<Stored> latest() {
    return transactions.get(CheckpointStore::latest);
  }

  /** Of the log as it is now; empty while it has no entry. */
  public Optional<Stored> now() {
    return transactions.get(this::sign);
  }

  private Optional<Stored> sign(Connection tx) throws SQLException {
    EventLogStore.takeTurns(tx);
    Optional<LogEntry> last = EventLogStore.last(tx);
    Optional<Stored> latest = CheckpointStore.latest(tx);
    if (last.isEmpty()
        || latest.filter(known -> known.sequence() >= last.get().sequence()).isPresent()) {
      return latest;
    }
    var entry = last.get();
    var checkpoint =
        new Checkpoint(Checkpoint.FORMAT, entry.sequence(), entry.hash(), clock.instant());
    byte[] envelope = signer.sign(Signer.CHECKPOINT, Json.bytes(checkpoint));
    var signed =
        new Stored(entry.sequence(), checkpoint.at(), new String(envelope, StandardCharsets.UTF_8));
    CheckpointStore.add(tx, signed);
    LOG.log(
        System.Logger.Level.INFO,
        "checkpoint signed; sequence=%d hash=%s".formatted(entry.sequence(), entry.hash()));
    return Optional.of(signed);
  }

  private void loop() {
    try {
      while (!closed) {
        try {
          var ignored = now();
        } catch (DavitException e) {
          LOG.log(System.Logger.Level.WARNING, "no checkpoint now; problem=" + e.problem());
        }
        stop.await(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    stop.raise();
  }
}
