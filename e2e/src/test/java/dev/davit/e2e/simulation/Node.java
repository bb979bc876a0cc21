package dev.davit.e2e.simulation;

import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.EventHandler;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.OutboxRelay;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What all services have: they hear by their inbox and say by their outbox. */
abstract class Node {
  private static final int BATCH = 6;
  private static final int LOST_COMMITS = 8;

  /** Without faults: the observer's. */
  final Transactions observing;

  final ServiceConnection connection;
  final DataSource dataSource;
  final Transactions transactions;
  final Chance chance;
  private final String name;
  private final List<SimulatedBroker.Reader> readers;
  private final SimulatedProducer producer;
  private final OutboxRelay relay;
  private long silentAt = -1;

  Node(String name, Connection real, SimulatedBroker broker, Chance chance) {
    this.name = name;
    this.chance = chance;
    this.observing =
        new Transactions(new ServiceConnection(real, Chance.ofNoTrouble()).dataSource());
    this.connection = new ServiceConnection(real, chance);
    this.dataSource = connection.dataSource();
    this.transactions = new Transactions(dataSource);
    this.readers =
        Stream.of(Topic.values())
            .filter(topic -> topic.readers().contains(name))
            .map(topic -> broker.new Reader(topic))
            .toList();
    this.producer = new SimulatedProducer(broker, chance);
    this.relay = new OutboxRelay(dataSource, producer, new Signal());
  }

  /** Who handles what comes by a topic. */
  abstract EventHandler handler(Topic topic);

  /** Hears a batch of one topic; false if there was nothing. */
  boolean hear() {
    List<SimulatedBroker.Reader> behind =
        readers.stream().filter(reader -> !reader.atEnd()).toList();
    if (behind.isEmpty()) {
      return false;
    }
    var reader = chance.oneOf(behind);
    List<InboundRecord> batch = reader.poll(1 + chance.below(BATCH));
    try (var inbox = new Inbox(dataSource, handler(reader.topic()))) {
      inbox.accept(batch);
    }
    if (!chance.trouble(LOST_COMMITS)) {
      reader.commit(batch.size());
    }
    return true;
  }

  /** Some records are heard a second time. */
  void hearAgain() {
    chance.oneOf(readers).goBack(1 + chance.below(BATCH));
  }

  /** Sends what waits; false if there was nothing. */
  boolean say() throws InterruptedException {
    if (connection.changes() == silentAt) {
      return false;
    }
    producer.mend();
    boolean sent = relay.sendWaiting();
    silentAt = sent || producer.isBroken() ? -1 : connection.changes();
    return sent;
  }

  /** The process is gone and started again; what it had in memory is lost. */
  void crash() {}

  long count(String sql, Object... arguments) {
    return observing.get(
        tx -> JdbcRunner.on(tx).first(sql, row -> row.getLong(1), arguments).orElse(0L));
  }

  @Override
  public String toString() {
    return name;
  }
}
