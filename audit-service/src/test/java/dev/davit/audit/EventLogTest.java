package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.audit.evidence.Signer;
import dev.davit.audit.store.EventLogStore;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupCancelled;
import dev.davit.kit.jdbc.Transactions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I12: append-only, and provably so to someone who trusts only a checkpoint. */
class EventLogTest {
  @TempDir Path directory;
  private Ground ground;
  private Transactions transactions;
  private EventRecorder recorder;
  private Checkpoints checkpoints;
  private LogVerifier verifier;

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(directory.toRealPath());
    transactions = new Transactions(ground.dataSource);
    recorder = new EventRecorder((event, tx) -> {}, ground.clock);
    checkpoints = new Checkpoints(transactions, ground.signer, ground.clock, Duration.ofMinutes(5));
    verifier = new LogVerifier(transactions, ground.signer);
  }

  @Test
  void everyEventIsOnceInTheLogInAnUnbrokenChain() {
    var event = event();
    record(event);
    record(event());
    record(event);
    assertThat(verifier.verify(null).entries()).isEqualTo(2);
    assertThat(verifier.verify(checkpoint()).faults()).isEmpty();
    var entries = transactions.get(tx -> EventLogStore.after(tx, 0, Ground.SHOP, null, 10));
    assertThat(EventCodec.parse(entries.getFirst().event())).isEqualTo(event);
  }

  @Test
  void writersAtTheSameTimeLeaveNoGap() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> writers =
          IntStream.range(0, 40)
              .<Future<?>>mapToObj(i -> threads.submit(() -> record(event())))
              .toList();
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    var verdict = verifier.verify(checkpoint());
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.entries()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update event_log set event = event where seq = 2",
        "delete from event_log where seq = 2",
        "truncate event_log",
        "delete from checkpoint",
        "update point_evidence set snapshot = ''"
      })
  void theTableRefusesEveryChange(String sql) {
    IntStream.range(0, 3).forEach(i -> record(event()));
    assertThatThrownBy(() -> execute(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
  }

  /** Whoever owns the database can do all of these; nobody can do them unseen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "update event_log set event = replace(event, 'backup.cancelled', 'backup.completed') where seq = 2",
        "update event_log set at = at + interval '1 day' where seq = 2",
        "delete from event_log where seq = 2",
        "delete from event_log where seq = 5",
        "delete from event_log",
        "update event_log set seq = seq + 1 where seq = 5"
      })
  void aChangeByTheSuperuserIsNoticed(String sql) throws SQLException {
    IntStream.range(0, 5).forEach(i -> record(event()));
    var kept = checkpoint();
    execute("alter table event_log disable trigger append_only");
    execute(sql);
    execute("alter table event_log enable always trigger append_only");
    assertThat(verifier.verify(kept).sound()).isFalse();
  }

  /** Everything removed and told anew, with a chain that is right in itself. */
  @Test
  void aLogWrittenAnewIsNoticedByTheCheckpointAlone() throws SQLException {
    IntStream.range(0, 5).forEach(i -> record(event()));
    var kept = checkpoint();
    execute("alter table event_log disable trigger append_only");
    execute("delete from event_log");
    execute("alter table event_log enable always trigger append_only");
    IntStream.range(0, 5).forEach(i -> record(event()));
    assertThat(verifier.verify(null).sound()).isTrue();
    assertThat(verifier.verify(kept).faults())
        .containsExactly("entry 5 is not the one that the checkpoint signed");
  }

  @Test
  void aCheckpointOfAnotherKeyIsRefused() throws Exception {
    record(event());
    Ground.writeKeys(ground.directory);
    var other = Signer.of(ground.directory.resolve("signing.key"), List.of());
    var foreign = new LogVerifier(transactions, other);
    var ours = checkpoint();
    assertThatThrownBy(() -> foreign.verify(ours))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_WRONG));
  }

  @Test
  void nothingNewIsNotSignedAgain() {
    assertThat(checkpoints.now()).isEmpty();
    record(event());
    var first = checkpoints.now();
    ground.clock.advance(Duration.ofHours(1));
    assertThat(checkpoints.now()).isEqualTo(first);
  }

  private JsonNode checkpoint() {
    return Json.read(checkpoints.now().orElseThrow().envelope(), JsonNode.class);
  }

  private static Envelope event() {
    return Envelope.first("/test", Ground.MOMENT, new BackupCancelled(Ground.SHOP, RunId.random()));
  }

  private void record(Envelope event) {
    transactions.run(tx -> recorder.handle(event, tx));
  }

  private void execute(String sql) throws SQLException {
    try (var connection = ground.dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
