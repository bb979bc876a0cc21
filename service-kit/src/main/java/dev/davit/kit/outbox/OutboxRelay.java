package dev.davit.kit.outbox;

import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.SqlFailure;
import dev.davit.kit.jdbc.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends what the outbox holds. Any number of relays may run on one outbox: an advisory lock for
 * each group of keys lets one of them send at a time, so order per key holds and nothing is doubled
 * while all live. A relay that dies between sending and deleting leaves doubles, which readers
 * drop. Wakes on a {@link Signal} and looks once a second without one.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OutboxRelay.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Rows that are sent and deleted in one transaction, and what they hold at most. */
  static final int BATCH = 1_000;

  private static final int BATCH_BYTES = 8 << 20;

  private final Transactions transactions;
  private final Producer<String, byte[]> producer;
  private final Signal signal;
  private final Thread thread;
  private volatile boolean closed;

  /** Not yet started. The producer stays the caller's. */
  public OutboxRelay(DataSource dataSource, Producer<String, byte[]> producer, Signal signal) {
    this.transactions = new Transactions(dataSource);
    this.producer = producer;
    this.signal = signal;
    this.thread = Thread.ofPlatform().daemon().name("davit-outbox-relay").unstarted(this::loop);
  }

  public OutboxRelay start() {
    thread.start();
    return this;
  }

  /** True while the relay's thread runs. */
  public boolean alive() {
    return thread.isAlive();
  }

  /** Rows that wait to be sent. */
  public long waiting() {
    return transactions.get(OutboxStore::count);
  }

  /** Ends after the batch in flight; what is unpublished stays for the next relay. */
  @Override
  public void close() {
    closed = true;
    signal.raise();
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    try {
      while (!closed) {
        if (!sendWaiting()) {
          signal.await(POLL);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends what waits now, in the caller's thread; what the relay's own does over and over.
   *
   * @return true if it sent something, so that there may be more
   */
  public boolean sendWaiting() throws InterruptedException {
    boolean sent = false;
    try {
      List<Integer> shards = transactions.once(OutboxStore::waitingShards);
      sent = !shards.isEmpty() && publish(shards);
    } catch (SQLException e) {
      LOG.log(
          SqlFailure.isTransient(e) ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
          "outbox not read; state=" + e.getSQLState(),
          e);
    } catch (KafkaException | ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "events wait for the broker; reason=" + e.getMessage());
    }
    return sent;
  }

  private boolean publish(List<Integer> shards)
      throws SQLException, InterruptedException, ExecutionException {
    var failures = new ArrayList<Exception>();
    boolean sent = transactions.once(tx -> publish(tx, shards, failures));
    if (!failures.isEmpty()) {
      rethrow(failures.getFirst());
    }
    return sent;
  }

  /** Deletes what the broker has acknowledged, even if the rest failed. */
  private boolean publish(Connection tx, List<Integer> shards, List<Exception> failures)
      throws SQLException {
    List<Integer> free = OutboxStore.lockFree(tx, shards);
    if (free.isEmpty()) {
      return false;
    }
    List<OutboxStore.Row> rows = OutboxStore.unpublished(tx, free, BATCH, BATCH_BYTES);
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    try {
      for (OutboxStore.Row row : rows) {
        sends.add(producer.send(record(row)));
      }
    } catch (KafkaException e) {
      failures.add(e);
    }
    List<Long> published = acknowledged(rows, sends, failures);
    if (!published.isEmpty()) {
      OutboxStore.delete(tx, published);
    }
    return !published.isEmpty();
  }

  private static List<Long> acknowledged(
      List<OutboxStore.Row> rows, List<Future<RecordMetadata>> sends, List<Exception> failures) {
    List<Long> published = new ArrayList<>();
    for (int i = 0; i < sends.size(); i++) {
      try {
        sends.get(i).get();
        published.add(rows.get(i).seq());
      } catch (ExecutionException | InterruptedException e) {
        failures.add(e);
        if (e instanceof InterruptedException) {
          break;
        }
      }
    }
    return published;
  }

  private static void rethrow(Exception failure) throws InterruptedException, ExecutionException {
    switch (failure) {
      case InterruptedException interrupted -> throw interrupted;
      case ExecutionException execution -> throw execution;
      case KafkaException kafka -> throw kafka;
      default -> throw new IllegalStateException(failure);
    }
  }

  private static ProducerRecord<String, byte[]> record(OutboxStore.Row row) {
    var record = new ProducerRecord<>(row.topic(), row.key(), row.value());
    row.headers().forEach((name, value) -> record.headers().add(name, value));
    return record;
  }
}
