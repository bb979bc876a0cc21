package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.ObjectsProven;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.point.PointManifest;
import dev.davit.kit.testing.TestLease;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I8 before a recovery: what is missing, damaged or swapped is named, and nothing is changed. */
class ObjectProofTest {
  @TempDir Path directory;
  private Ground ground;
  private RecoveryPointSealed sealed;

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(directory.toRealPath());
    ground.file("picture.jpg", "picture ".repeat(1_000));
    sealed = ground.seal();
  }

  @Test
  void aWholePointHasNoObstacle() throws Exception {
    var proven = prove(sealed.point(), sealed.snapshot());
    assertThat(proven.obstacles()).isEmpty();
    assertThat(proven.packs()).isPositive();
    assertThat(proven.bytes()).isPositive();
    try (var repository = ground.repository()) {
      assertThat(repository.locks().all()).isEmpty();
    }
  }

  @Test
  void aMissingPackIsNamed() throws Exception {
    Files.delete(dataPack());
    assertThat(codes(prove(sealed.point(), sealed.snapshot()))).contains(ErrorCode.OBJECT_MISSING);
  }

  @Test
  void aFlippedByteIsFoundInTheSample() throws Exception {
    Path pack = dataPack();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[10] ^= 1;
    Files.delete(pack);
    Files.write(pack, bytes);
    assertThat(codes(prove(sealed.point(), sealed.snapshot())))
        .contains(ErrorCode.REPOSITORY_DAMAGED);
  }

  @Test
  void aSnapshotOfAnotherPointIsRefused() throws Exception {
    assertThat(codes(prove(PointId.random(), sealed.snapshot())))
        .containsExactly(ErrorCode.UNKNOWN_POINT);
  }

  @Test
  void aManifestThatWasChangedIsRefused() throws Exception {
    String forged = forge(text -> text.replace("\"managed\":0", "\"managed\":7"), this::trees);
    assertThat(codes(prove(sealed.point(), forged))).containsExactly(ErrorCode.SIGNATURE_WRONG);
  }

  @Test
  void treesThatWereSwappedUnderAGoodSignatureAreRefused() throws Exception {
    ground.file("picture.jpg", "another picture");
    var other = ground.seal();
    String forged = forge(UnaryOperator.identity(), manifest -> trees(manifestOf(other)));
    assertThat(codes(prove(sealed.point(), forged))).containsExactly(ErrorCode.SIGNATURE_WRONG);
  }

  @Test
  void aPointThatCannotBeReadAtAllIsAnObstacleToo() throws Exception {
    ground.secret("repository", "another one");
    var order = order(sealed.point(), sealed.snapshot());
    var problem = new Problem(ErrorCode.WRONG_KEY, "repository", null);
    var lease = new TestLease();
    var work = Ground.work(Orders.PROOF, order, 1, 1, List.of(), lease);
    assertThat(new ObjectProof(ground.workplace(), 1).failed(work, problem))
        .isEqualTo(new ObjectsProven(Ground.SHOP, order.run(), 0, 0, List.of(problem)));
  }

  /** Another snapshot with the same signature, by somebody who has the password. */
  private String forge(
      UnaryOperator<String> change,
      java.util.function.Function<PointManifest, List<BlobId>> trees) {
    try (var repository = ground.repository();
        var lock = repository.lockShared("forger")) {
      var root = repository.snapshot(sealed.snapshot()).tree();
      byte[] raw = bytes(root, PointManifest.FILE);
      byte[] signature = bytes(root, PointManifest.SIGNATURE_FILE);
      String changed = change.apply(new String(raw, StandardCharsets.UTF_8));
      return repository
          .commit()
          .join(
              trees.apply(manifestOf(sealed)),
              Map.of(
                  PointManifest.FILE,
                  changed.getBytes(StandardCharsets.UTF_8),
                  PointManifest.SIGNATURE_FILE,
                  signature),
              new SnapshotInfo("shop", List.of("/davit/shop"), List.of(), Ground.MOMENT),
              lock::requireHeld)
          .id();
    }
  }

  private byte[] bytes(BlobId root, String file) {
    try (var repository = ground.repository()) {
      return repository.trees().bytes(repository.node(root, file));
    }
  }

  private PointManifest manifestOf(RecoveryPointSealed point) {
    try (var repository = ground.repository()) {
      var root = repository.snapshot(point.snapshot()).tree();
      var file = repository.node(root, PointManifest.FILE);
      return Json.read(repository.trees().bytes(file), PointManifest.class);
    }
  }

  private List<BlobId> trees(PointManifest manifest) {
    return manifest.parts().stream().map(part -> BlobId.parse(part.tree())).toList();
  }

  private RecoveryStarted order(PointId point, String snapshot) {
    var context = new RecoveryContext(ground.settings(), point, snapshot, null, false);
    return new RecoveryStarted(Ground.SHOP, RunId.random(), context);
  }

  private ObjectsProven prove(PointId point, String snapshot) throws InterruptedException {
    var lease = new TestLease();
    var work = Ground.work(Orders.PROOF, order(point, snapshot), 1, 1, List.of(), lease);
    return (ObjectsProven) new ObjectProof(ground.workplace(), 64 << 20).run(work, lease);
  }

  private static List<ErrorCode> codes(ObjectsProven proven) {
    return new ArrayList<>(proven.obstacles().stream().map(Problem::code).distinct().toList());
  }

  /** The pack with files: trees are in another, smaller one. */
  private Path dataPack() throws Exception {
    try (var packs = Files.walk(ground.repositoryDirectory.resolve("data"))) {
      return packs
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(pack -> pack.toFile().length()))
          .orElseThrow();
    }
  }
}
