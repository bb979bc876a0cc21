package dev.davit.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Samples;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.QuarantineStore.Quarantined;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestPostgres;
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
  private static final String TOPIC = Topic.REQUESTS.wireName();

  private final DataSource database = TestPostgres.shared().freshSchema();
  private final AtomicInteger offset = new AtomicInteger();

  private InboundRecord record(String reason) {
    return record(
        Envelope.first("/test", Instant.EPOCH, new BackupRequested(new SystemId("shop"), reason)));
  }

  private InboundRecord record(Envelope envelope) {
    EncodedEvent event = EventCodec.encode(envelope);
    return new InboundRecord(TOPIC, 0, offset.incrementAndGet(), event.headers(), event.body());
  }

  private InboundRecord malformed(String bytes) {
    return new InboundRecord(TOPIC, 0, offset.incrementAndGet(), Map.of(), bytes.getBytes(UTF_8));
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
    var again = new InboundRecord(TOPIC, 1, 99, null, first.headers(), first.value());
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

  private InboundRecord structured(String json) {
    var headers = Map.of("content-type", "application/cloudevents+json".getBytes(UTF_8));
    return new InboundRecord(TOPIC, 0, offset.incrementAndGet(), headers, json.getBytes(UTF_8));
  }

  @Test
  void whatNoTableHoldsIsSetAsideAllTheSame() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"%s\",\"data\":{}}";
    var zero = Map.of("zero\0", new byte[] {0}, "ce_\0", new byte[] {0});
    var batch = new ArrayList<InboundRecord>();
    batch.add(new InboundRecord(TOPIC, 0, offset.incrementAndGet(), zero, new byte[] {0}));
    batch.add(structured(event.formatted("\\u0000")));
    batch.add(structured(event.formatted("\\ud800")));
    batch.add(structured(event.formatted("\\u001b[2J\\n")));
    batch.add(structured(event.formatted("x".repeat(900_000))));
    batch.add(structured(event.formatted("a").replace("\"1\"", "\"" + "i".repeat(9_000) + "\"")));
    batch.add(record("a"));

    inbox().accept(batch);

    assertThat(written()).containsExactly("a");
    assertThat(quarantined())
        .hasSize(6)
        .allSatisfy(record -> {
          assertThat(record.code()).isEqualTo("DAVIT-5101");
          assertThat(record.reason()).hasLineCount(1).hasSizeLessThanOrEqualTo(1_000);
        });
  }

  @Test
  void theWholeRecordIsKept() {
    List<Header> headers =
        List.of(
            new Header("ce_id", new byte[] {1}),
            new Header("CE_ID", null),
            new Header("ce_id", new byte[] {0, (byte) 0xff}),
            new Header("", new byte[0]));
    byte[] key = {(byte) 0xff, 0};
    inbox().accept(List.of(new InboundRecord(TOPIC, 2, 7, key, headers, new byte[] {9})));
    inbox().accept(List.of(new InboundRecord(TOPIC, 2, 8, null, List.of(), null)));

    var quarantine = new Quarantine(database, topic -> (event, tx) -> {});
    var kept = quarantine.get(new QuarantineId(TOPIC, 2, 7)).original();
    assertThat(kept.key()).isEqualTo(key);
    assertThat(kept.value()).isEqualTo(new byte[] {9});
    assertThat(kept.headers()).usingRecursiveComparison().isEqualTo(headers);
    var empty = quarantine.get(new QuarantineId(TOPIC, 2, 8)).original();
    assertThat(empty.key()).isNull();
    assertThat(empty.value()).isNull();
    assertThat(empty.headers()).isEmpty();
  }

  @Test
  void anEventCountsOnItsOwnTopicAlone() {
    var handled = new ArrayList<Envelope>();
    Inbox inbox = new Inbox(database, (event, tx) -> handled.add(event));
    var events = EventTypes.all().values();
    for (Topic topic : Topic.values()) {
      var batch = new ArrayList<InboundRecord>();
      for (var type : events) {
        var event = EventCodec.encode(Envelope.first("/test", Instant.EPOCH, Samples.of(type)));
        int at = offset.incrementAndGet();
        batch.add(new InboundRecord(topic.wireName(), 0, at, event.headers(), event.body()));
      }
      handled.clear();
      inbox.accept(batch);

      assertThat(handled)
          .as(topic.wireName())
          .hasSize((int) events.stream().filter(type -> EventTypes.topic(type) == topic).count())
          .allMatch(event -> EventTypes.topic(event.event().getClass()) == topic);
    }
    List<Quarantined> aside =
        new Transactions(database).get(tx -> QuarantineStore.newest(tx, true, 1_000));
    assertThat(aside)
        .hasSize(events.size() * (Topic.values().length - 1))
        .allMatch(record -> record.code().equals("DAVIT-5123"));
  }

  @Test
  void whatWasSetAsideIsNotTakenForKnownOnItsRightTopic() {
    InboundRecord right = record("a");
    inbox().accept(List.of(new InboundRecord("other", 0, 1, null, right.headers(), right.value())));
    inbox().accept(List.of(right));
    assertThat(written()).containsExactly("a");
  }

  @Test
  void anEventThatItsPublisherSendsAgainIsToldFromARecordReadAgain() {
    var again = new ArrayList<String>();
    EventHandler handler =
        new EventHandler() {
          @Override
          public void handle(Envelope event, Connection tx) throws SQLException {
            write(tx, event);
          }

          @Override
          public void again(Envelope event, Connection tx) {
            again.add(((BackupRequested) event.event()).reason());
          }
        };
    InboundRecord first = record("a");
    var inbox = new Inbox(database, handler);
    inbox.accept(List.of(first, first));
    inbox.accept(List.of(first));
    assertThat(again).isEmpty();

    inbox.accept(List.of(new InboundRecord(TOPIC, 0, 99, null, first.headers(), first.value())));

    assertThat(again).containsExactly("a");
    assertThat(written()).containsExactly("a");
  }

  @Test
  void aHandlerThatNeverComesToAnEndStopsNothing() {
    EventHandler handler =
        (event, tx) -> {
          write(tx, event);
          if (((BackupRequested) event.event()).reason().equals("bad")) {
            write(tx, event);
            throw new StackOverflowError();
          }
        };
    new Inbox(database, handler).accept(List.of(record("a"), record("bad"), record("b")));
    assertThat(written()).containsExactly("a", "b");
    assertThat(quarantined()).singleElement().extracting(Quarantined::code).isEqualTo("DAVIT-9999");
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
