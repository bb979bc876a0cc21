package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.point.PartManifest;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.work.PgWorkStore;
import dev.davit.kit.work.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I13: doubles, replays and any order lead to the same work, on a real server. */
class OrdersTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private Ground ground;
  private Transactions transactions;
  private PgWorkStore store;
  private EventRecorder recorder;
  private final RunId run = RunId.random();

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(directory.toRealPath());
    transactions = new Transactions(ground.dataSource);
    var outbox = new Outbox("/davit/audit-service", ground.clock);
    store = new PgWorkStore(ground.dataSource, outbox);
    recorder = new EventRecorder(new Orders(store, outbox), ground.clock);
  }

  @RepeatedTest(20)
  void inAnyOrderTheHighestPinsPartsBecomeOneSeal(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    List<Envelope> words = new ArrayList<>();
    words.add(envelope(ground.order(run, null)));
    facts(1).subList(0, 3).forEach(fact -> words.add(envelope(fact)));
    facts(2).forEach(fact -> words.add(envelope(fact)));
    words.addAll(words.subList(0, 5));
    Collections.shuffle(words, new Random(seed));
    words.forEach(this::hear);
    Work work = claim("worker").orElseThrow();
    assertThat(work.kind()).isEqualTo(Orders.SEAL);
    assertThat(work.generation()).as("seed " + seed).isEqualTo(2);
    assertThat(SealParts.of(work).media().pin()).isEqualTo(new Pin(run, 2));
    assertThat(claim("worker")).isEmpty();
  }

  @Test
  void factsWithoutAnOrderStartNothing() {
    facts(1).forEach(fact -> hear(envelope(fact)));
    assertThat(claim("worker")).isEmpty();
  }

  @Test
  void partsOfDifferentPinsAreNeverJoined() {
    hear(envelope(ground.order(run, null)));
    facts(1).subList(0, 3).forEach(fact -> hear(envelope(fact)));
    hear(envelope(facts(2).getLast()));
    assertThat(claim("worker")).isEmpty();
  }

  @Test
  void aCancelledRunWithoutWorkIsAnsweredAtOnce() {
    hear(envelope(new RunCancelling(Ground.SHOP, run, null)));
    assertThat(said("seal-work.cancelled")).isEqualTo(1);
  }

  /** The worker died after its snapshot was visible: another takes over, and says one word. */
  @Test
  void aTakeoverBetweenSnapshotAndWordMakesOneSnapshotAndOneWord() throws Exception {
    hear(envelope(ground.order(run, null)));
    for (RunFact fact : ground.capture(run, 1, null)) {
      hear(envelope(fact));
    }
    Work dead = store.claim("dead", List.of(Orders.SEAL), Duration.ZERO).orElseThrow();
    var first = (RecoveryPointSealed) ground.sealer().run(dead, new TestLease());
    Work heir = claim("heir").orElseThrow();
    assertThat(heir.epoch()).isEqualTo(dead.epoch() + 1);
    var second = (RecoveryPointSealed) ground.sealer().run(heir, new TestLease());
    store.finish(heir, second);
    assertThatThrownBy(() -> store.finish(dead, first))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    assertThat(second).isEqualTo(first);
    assertThat(said("recovery-point.sealed")).isEqualTo(1);
    try (var repository = ground.repository()) {
      assertThat(repository.snapshots()).hasSize(1);
    }
  }

  private List<RunFact> facts(int ordinal) {
    var pin = new Pin(run, ordinal);
    var part = new PartManifest("any", "0".repeat(64), 0, 0, 0);
    return List.of(
        new DumpPinned(Ground.SHOP, run, pin, List.of("shop"), "0/1", Ground.MOMENT),
        new ReferencesListed(Ground.SHOP, run, pin, part, 0, 0, 0),
        new DumpCompleted(Ground.SHOP, run, pin, part, List.of()),
        new MediaCompleted(Ground.SHOP, run, pin, part, 0));
  }

  private static Envelope envelope(Event event) {
    return Envelope.first("/test", Ground.MOMENT, event);
  }

  private void hear(Envelope event) {
    transactions.run(tx -> recorder.handle(event, tx));
  }

  private Optional<Work> claim(String owner) {
    return store.claim(owner, List.of(Orders.SEAL, Orders.PROOF, Orders.EXPIRY), LEASE);
  }

  private long said(String name) {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .first(
                "select count(*) as n from outbox where convert_from(value, 'UTF8') like ?",
                row -> row.getLong("n"),
                "%dev.davit." + name + ".v1%")
            .orElseThrow());
  }
}
