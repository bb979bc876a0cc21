package dev.davit.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.kit.inbox.QuarantineStore.Quarantined;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final DataSource database = TestPostgres.shared().freshSchema();
  private final AtomicInteger offset = new AtomicInteger();

  private InboundRecord record(String reason) {
    return record(
        Envelope.first("/test", Instant.EPOCH, new BackupRequested(new SystemId("shop"), reason)));
  }

  private InboundRecord record(Envelope envelope) {
    EncodedEvent event = EventCodec.encode(envelope);
    return new InboundRecord("topic", 0, offset.incrementAndGet(), event.headers(), event.body());
  }

  private InboundRecord malformed(String bytes) {
    return new InboundRecord(
        "topic", 0, offset.incrementAndGet(), Map.of(), bytes.getBytes(StandardCharsets.UTF_8));
  }

  /** The handler's own rows: quarantine's reason column serves as one. */
  private static void write(Connection tx, Envelope event) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "insert into outbox (shard, topic, key, value, headers) values (0, ?, 'k', '', '{}')",
            ((BackupRequested) event.event()).reason());
  }

  private List<String> written() {
    return new Transactions(database)
        .get(tx ->
            JdbcRunner.on(tx)
                .query("select topic from outbox order by seq", row -> row.getString(1)));
  }

  private List<Quarantined> quarantined() {
    return new Transactions(database).get(tx -> QuarantineStore.newest(tx, true, 100));
  }

  private Inbox inbox() {
    return new Inbox(database, (event, tx) -> write(tx, event));
  }

  @Test
  void eventsAreHandledInTheirOrder() {
    inbox().accept(List.of(record("a"), record("b"), record("c")));
    assertThat(written()).containsExactly("a", "b", "c");
  }

  @Test
  void aDuplicateIsHandledOnce() {
    InboundRecord first = record("a");
    var again = new InboundRecord("topic", 1, 99, first.headers(), first.value());
    try (Inbox inbox = inbox()) {
      inbox.accept(List.of(first, again));
      inbox.accept(List.of(again));
    }
    assertThat(written()).containsExactly("a");
  }

  @Test
  void twoReplicasThatReadTheSameBatchHandleItOnce() throws Exception {
    List<InboundRecord> batch = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      batch.add(record("event" + i));
    }
    List<InboundRecord> other = new ArrayList<>(batch);
    Collections.shuffle(other, new java.util.Random(7));
    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = threads.submit(() -> inbox().accept(batch));
      var two = threads.submit(() -> inbox().accept(other));
      one.get();
      two.get();
    }
    assertThat(written()).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void aMalformedRecordIsSetAsideAndStopsNothing() {
    inbox().accept(List.of(record("a"), malformed("{{"), malformed("\u0000"), record("b")));
    assertThat(written()).containsExactly("a", "b");
    assertThat(quarantined()).hasSize(2);
    assertThat(quarantined().getLast().code()).isEqualTo("DAVIT-5101");
    assertThat(quarantined().getLast().id().offset()).isEqualTo(2);
  }

  @Test
  void whatComesAgainIsSetAsideOnce() {
    List<InboundRecord> batch = List.of(malformed("{{"));
    inbox().accept(batch);
    inbox().accept(batch);
    assertThat(quarantined()).hasSize(1);
  }

  @Test
  void aRefusedEventLeavesNoTraceButItsReason() {
    EventHandler handler =
        (event, tx) -> {
          write(tx, event);
          if (((BackupRequested) event.event()).reason().equals("bad")) {
            throw new DavitException(ErrorCode.UNKNOWN_SYSTEM, "system \"shop\"", null);
          }
        };
    new Inbox(database, handler).accept(List.of(record("a"), record("bad"), record("b")));
    assertThat(written()).containsExactly("a", "b");
    assertThat(quarantined()).singleElement().extracting(Quarantined::code).isEqualTo("DAVIT-1003");
  }

  @Test
  void aHandlerThatBreaksTheDatabasesRulesStopsNothing() {
    EventHandler handler =
        (event, tx) -> {
          if (((BackupRequested) event.event()).reason().equals("bad")) {
            JdbcRunner.on(tx).update("insert into inbox (source, id) values (null, null)");
          }
          write(tx, event);
        };
    new Inbox(database, handler).accept(List.of(record("a"), record("bad"), record("b")));
    assertThat(written()).containsExactly("a", "b");
    assertThat(quarantined()).singleElement().extracting(Quarantined::code).isEqualTo("DAVIT-9999");
  }

  @Test
  void aPassingFailureRepeatsTheWholeBatch() {
    var calls = new AtomicInteger();
    EventHandler handler =
        (event, tx) -> {
          write(tx, event);
          if (calls.incrementAndGet() == 2) {
            throw new SQLException("deadlock", "40P01");
          }
        };
    new Inbox(database, handler).accept(List.of(record("a"), record("b")));
    assertThat(written()).containsExactly("a", "b");
    assertThat(calls).hasValue(4);
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void aBatchThatWaitsWhenTheServiceStopsIsNotAcknowledged() throws Exception {
    var calls = new AtomicInteger();
    EventHandler handler =
        (event, tx) -> {
          calls.incrementAndGet();
          throw new SQLException("gone", "08006");
        };
    try (var inbox = new Inbox(database, handler);
        var thread = Executors.newSingleThreadExecutor()) {
      var batch = thread.submit(() -> inbox.accept(List.of(record("a"))));
      Await.until("it has tried twice", () -> calls.get() >= 2);
      inbox.close();
      assertThatThrownBy(batch::get).hasCauseInstanceOf(InboxClosed.class);
    }
  }

  @Test
  void aBatchWaitsWhileTheDatabaseIsAway() throws Exception {
    try (var server = TestPostgres.start();
        var thread = Executors.newSingleThreadExecutor()) {
      DataSource own = server.freshSchema();
      server.server().stop();
      try (var inbox = new Inbox(own, (event, tx) -> write(tx, event))) {
        var batch = thread.submit(() -> inbox.accept(List.of(record("a"))));
        server.server().start();
        batch.get();
      }
      long count =
          new Transactions(own)
              .get(tx -> JdbcRunner.on(tx).first("select count(*) from outbox", r -> r.getLong(1)))
              .orElseThrow();
      assertThat(count).isEqualTo(1);
    }
  }
}
