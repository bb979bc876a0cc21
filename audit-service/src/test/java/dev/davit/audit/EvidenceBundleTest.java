package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.audit.evidence.EvidenceBundle;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.BackupCancelled;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.TestLease;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence is verified with a public key alone, and whatever was changed in it is noticed. */
class EvidenceBundleTest {
  @TempDir Path directory;
  private Ground ground;
  private Transactions transactions;
  private EvidenceBundle bundle;
  private final RunId run = RunId.random();

  @BeforeEach
  void collect() throws Exception {
    ground = new Ground(directory.toRealPath());
    transactions = new Transactions(ground.dataSource);
    var lease = new TestLease();
    List<RunFact> facts = ground.capture(run, 1, null);
    record(other());
    record(ground.order(run, null));
    record(other());
    facts.forEach(this::record);
    record(ground.sealer().run(ground.sealWork(run, 1, 1, facts, lease), lease));
    record(other());
    var checkpoints =
        new Checkpoints(transactions, ground.signer, ground.clock, Duration.ofMinutes(1));
    // As it would be sent, and read by somebody else.
    String sent = Json.text(new EvidenceCollector(transactions, checkpoints).ofRun(run));
    bundle = Json.read(sent, EvidenceBundle.class);
  }

  @Test
  void anUntouchedBundleProvesTheRunAndItsPoint() throws Exception {
    assertThat(faults(bundle)).isEmpty();
    assertThat(bundle.point()).isNotNull();
    assertThat(bundle.chain()).hasSize(8);
    assertThat(bundle.chain().stream().filter(link -> link.event() == null)).hasSize(2);
    var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    assertThat(bundle.faults(List.of(stranger))).hasSize(2);
  }

  @Test
  void itHoldsNoSecretAndNothingOfOtherRuns() {
    String text = Json.text(bundle);
    assertThat(text).doesNotContain("backup.cancelled");
    try (var secret =
        new dev.davit.repository.crypto.Password(
            new dev.davit.kit.secret.SecretResolver()
                .resolve(ground.settings().repository().password()))) {
      assertThat(text).doesNotContain(new String(secret.chars()));
    }
  }

  @Test
  void aChangedEventIsNoticed() {
    assertThat(
            faults(
                with(
                    0,
                    link ->
                        new EvidenceBundle.Link(
                            link.sequence(),
                            link.at(),
                            link.event().replace("\"revision\":1", "\"revision\":2"),
                            null))))
        .containsExactly("the chain does not lead to the checkpoint");
  }

  @Test
  void anEventThatIsLeftOutIsNoticed() {
    List<EvidenceBundle.Link> chain = new ArrayList<>(bundle.chain());
    chain.remove(3);
    assertThat(faults(with(chain)))
        .contains("the chain does not lead to the checkpoint")
        .anyMatch(fault -> fault.startsWith("the chain has a gap"));
  }

  @Test
  void anEventOfAnotherRunThatPosesAsOursIsNoticed() {
    var foreign = Envelope.first("/test", Ground.MOMENT, other());
    var posing =
        with(
            1,
            link ->
                new EvidenceBundle.Link(
                    link.sequence(),
                    Ground.MOMENT,
                    dev.davit.contracts.codec.EventCodec.text(foreign),
                    null));
    assertThat(faults(posing)).contains("entry 3 is of another run");
  }

  @Test
  void aPointThatWasSignedByNobodyIsNoticed() {
    ObjectNode forged = bundle.point().deepCopy();
    forged.put("payload", "e30=");
    var changed =
        new EvidenceBundle(
            bundle.format(),
            bundle.run(),
            bundle.system(),
            bundle.previous(),
            bundle.chain(),
            bundle.checkpoint(),
            forged);
    assertThat(faults(changed)).containsExactly("no trusted key signed the point");
  }

  private List<String> faults(EvidenceBundle of) {
    return of.faults(List.of(ground.keys.getPublic()));
  }

  private EvidenceBundle with(
      int index, java.util.function.UnaryOperator<EvidenceBundle.Link> change) {
    return with(
        IntStream.range(0, bundle.chain().size())
            .mapToObj(i -> i == index ? change.apply(bundle.chain().get(i)) : bundle.chain().get(i))
            .toList());
  }

  private EvidenceBundle with(List<EvidenceBundle.Link> chain) {
    return new EvidenceBundle(
        bundle.format(),
        bundle.run(),
        bundle.system(),
        bundle.previous(),
        chain,
        bundle.checkpoint(),
        bundle.point());
  }

  private static BackupCancelled other() {
    return new BackupCancelled(Ground.SHOP, RunId.random());
  }

  private void record(Event event) {
    var recorder = new EventRecorder((heard, tx) -> {}, ground.clock);
    transactions.run(tx -> recorder.handle(Envelope.first("/test", Ground.MOMENT, event), tx));
  }
}
