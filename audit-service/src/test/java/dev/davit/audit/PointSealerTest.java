package dev.davit.audit;

import static dev.davit.audit.Ground.external;
import static dev.davit.audit.Ground.managed;
import static dev.davit.audit.Ground.remote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.ParentPoint;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealFailed;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.point.Reference;
import dev.davit.contracts.point.TableVersion;
import dev.davit.kit.testing.TestLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I5: a visible snapshot is whole, and a sealed point's references all resolve. */
class PointSealerTest {
  @TempDir Path directory;
  private Ground ground;
  private final RunId run = RunId.random();
  private final TestLease lease = new TestLease();

  @BeforeEach
  void open() throws IOException {
    ground = new Ground(directory.toRealPath());
  }

  @Test
  void everyKindOfReferenceThatResolvesMakesASealedPoint() throws Exception {
    Path inside = ground.file("a/b.jpg", "picture");
    Path dotted = ground.file("a.b", "sorts before or after?");
    Path empty = ground.file("empty", "");
    Path outside = Files.writeString(ground.directory.resolve("outside.bin"), "outside");
    Path link = Files.createSymbolicLink(ground.media.resolve("link"), Path.of("a"));
    var facts =
        ground.capture(
            run,
            1,
            outside,
            managed(inside),
            managed(dotted),
            managed(empty),
            managed(link.resolve("b.jpg")),
            managed(ground.media.resolve("a/../a.b")),
            external(outside),
            remote("s3://bucket/key"));
    var sealed = seal(1, facts);
    assertThat(sealed.state()).isEqualTo(PointState.SEALED);
    assertThat(sealed.closure().missing()).isEmpty();
    assertThat(sealed.closure().managed()).isEqualTo(5);
    assertThat(sealed.closure().external()).isEqualTo(1);
    assertThat(sealed.closure().remote()).isEqualTo(1);
    assertThat(sealed.at()).isEqualTo(Ground.MOMENT);
    assertThat(sealed.databases().getFirst().rows()).isEqualTo(42);
  }

  @Test
  void aReferenceWithoutItsFileLeavesThePointOpenAndIsNamed() throws Exception {
    Path there = ground.file("there.jpg", "picture");
    Path directoryOnly = Files.createDirectories(ground.media.resolve("folder"));
    Path dangling = Files.createSymbolicLink(ground.media.resolve("x"), Path.of("nowhere"));
    Path loop = Files.createSymbolicLink(ground.media.resolve("y"), Path.of("y"));
    Path gone = ground.media.resolve("gone.jpg");
    Path outside = ground.directory.resolve("never-captured.bin");
    var facts =
        ground.capture(
            run,
            1,
            null,
            managed(there),
            managed(gone),
            managed(directoryOnly),
            managed(dangling),
            managed(loop),
            external(outside));
    var sealed = seal(1, facts);
    assertThat(sealed.state()).isEqualTo(PointState.OPEN);
    assertThat(sealed.closure().missingCount()).isEqualTo(5);
    assertThat(sealed.closure().missing())
        .extracting(Reference::path)
        .containsExactlyInAnyOrder(
            gone.toString(),
            directoryOnly.toString(),
            dangling.toString(),
            loop.toString(),
            outside.toString());
  }

  @Test
  void onlyTheFirstHundredMissingAreNamedAndAllAreCounted() throws Exception {
    var many = new Reference[250];
    for (int i = 0; i < many.length; i++) {
      many[i] = managed(ground.media.resolve("gone-" + i));
    }
    var sealed = seal(1, ground.capture(run, 1, null, many));
    assertThat(sealed.closure().missingCount()).isEqualTo(250);
    assertThat(sealed.closure().missing()).hasSize(100);
  }

  @Test
  void theSnapshotIsNamedAsResticGroupsIt() throws Exception {
    var sealed = seal(1, ground.capture(run, 1, null));
    try (var repository = ground.repository()) {
      var snapshot = repository.snapshots().getFirst();
      assertThat(snapshot.id()).isEqualTo(sealed.snapshot());
      assertThat(snapshot.hostname()).isEqualTo("shop");
      assertThat(snapshot.paths()).containsExactly("/davit/shop");
      assertThat(snapshot.tags())
          .containsExactly("davit", "system=shop", "point=" + sealed.point());
      assertThat(snapshot.time()).isEqualTo(Ground.MOMENT);
      assertThat(repository.tree(snapshot.tree()).nodes())
          .extracting(node -> node.name())
          .containsExactly(
              "config",
              "database",
              "media",
              "recovery-point.json",
              "recovery-point.json.dsse",
              "references",
              "roles.sql");
    }
  }

  @Test
  void theManifestSaysWhatARecoveryMustKnow() throws Exception {
    var sealed = seal(1, ground.capture(run, 1, null));
    var manifest = point(sealed).manifest();
    assertThat(manifest.mediaRoots()).containsEntry("main", ground.media.toString());
    assertThat(manifest.configuration())
        .containsExactly(java.util.Map.entry("1-config.toml", "/etc/shop/config.toml"));
    assertThat(manifest.run()).isEqualTo(run.toString());
    assertThat(manifest.parts()).hasSize(3);
  }

  /** Killed after the snapshot was visible, before anybody heard of it. */
  @Test
  void aSnapshotWhoseWordWasLostIsSaidAndNotMadeAgain() throws Exception {
    var facts = ground.capture(run, 1, null);
    var lost = seal(1, facts);
    assertThat(seal(2, facts)).isEqualTo(lost);
    assertThat(snapshots()).isEqualTo(1);
  }

  /** The pin was lost after the snapshot: the run has its point all the same. */
  @Test
  void aHigherPinFindsThePointThatTheRunHasAlready() throws Exception {
    var lost = seal(1, ground.capture(run, 1, null));
    var facts = ground.capture(run, 2, null);
    var again =
        (RecoveryPointSealed) ground.sealer().run(ground.sealWork(run, 2, 1, facts, lease), lease);
    assertThat(again).isEqualTo(lost);
    assertThat(snapshots()).isEqualTo(1);
  }

  /** I4: published late by a worker that had lost its lease. */
  @Test
  void ofTwoSnapshotsOfOneRunTheHigherEpochCounts() throws Exception {
    var facts = ground.capture(run, 1, null);
    var low = seal(1, facts);
    Path hidden = hide(low.snapshot());
    var high = seal(2, facts);
    Files.move(hidden, ground.repositoryDirectory.resolve("snapshots").resolve(low.snapshot()));
    assertThat(high.snapshot()).isNotEqualTo(low.snapshot());
    assertThat(seal(3, facts)).isEqualTo(high);
    assertThat(snapshots()).isEqualTo(2);
  }

  @Test
  void whoLostTheLeaseMakesNoPoint() throws Exception {
    var facts = ground.capture(run, 1, null);
    var sealer =
        new PointSealer(
            ground.workplace(() -> {
              lease.lose(); // asked for when all is proven and nothing is published
              return Ground.MOMENT;
            }));
    assertThatThrownBy(() -> sealer.run(ground.sealWork(run, 1, 1, facts, lease), lease))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    assertThat(snapshots()).isZero();
  }

  @Test
  void aPackTakenByAForeignPruneFailsWithItsCodeAndNothingIsPublished() throws Exception {
    ground.file("picture.jpg", "picture");
    var facts = ground.capture(run, 1, null);
    try (var packs = Files.walk(ground.repositoryDirectory.resolve("data"))) {
      Files.delete(packs.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
    assertThatThrownBy(() -> seal(1, facts))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_MISSING));
    assertThat(snapshots()).isZero();
  }

  @Test
  void aListOfReferencesThatLostLinesProvesNothing() throws Exception {
    Path there = ground.file("there.jpg", "picture");
    var facts = new ArrayList<>(ground.capture(run, 1, null, managed(there)));
    facts.replaceAll(fact ->
        fact instanceof ReferencesListed l
            ? new ReferencesListed(l.system(), l.run(), l.pin(), l.part(), 2, 0, 0)
            : fact);
    assertThatThrownBy(() -> seal(1, facts))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_DAMAGED));
    assertThat(snapshots()).isZero();
  }

  @Test
  void aDeadTrysLockIsRemoved() throws Exception {
    var facts = ground.capture(run, 1, null);
    try (var dead = ground.repository()) {
      lease.remember("repository-lock", dead.lockExclusive("dead").id());
      assertThat(seal(2, facts).state()).isEqualTo(PointState.SEALED);
    }
    try (var repository = ground.repository()) {
      assertThat(repository.locks().all()).isEmpty();
    }
  }

  @Test
  void theWrongPasswordFailsWithItsCode() throws Exception {
    var facts = ground.capture(run, 1, null);
    ground.secret("repository", "another one");
    var work = ground.sealWork(run, 1, 1, facts, lease);
    assertThatThrownBy(() -> ground.sealer().run(work, lease))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.WRONG_KEY);
              assertThat(ground.sealer().failed(work, e.problem()))
                  .isEqualTo(new SealFailed(Ground.SHOP, run, e.problem()));
            });
  }

  @Test
  void schemaChangesSinceTheParentAreWrittenDown() throws Exception {
    ground.lineage.add(table(List.of("id: Int")));
    var before = ground.seal();
    ground.lineage.set(0, table(List.of("id: Int", "title: String")));
    var after = ground.seal(new ParentPoint(before.point(), before.snapshot()));
    assertThat(point(after).manifest().changes())
        .containsExactly("table \"app/docs\" column added: title: String");
  }

  @Test
  void aForgottenParentIsNoReasonToFail() throws Exception {
    var before = ground.seal();
    hide(before.snapshot());
    var after = ground.seal(new ParentPoint(before.point(), before.snapshot()));
    assertThat(point(after).manifest().changes()).singleElement().asString().contains("no such");
  }

  private static TableVersion table(List<String> columns) {
    return new TableVersion("shop", "app/docs", "1", "table", "tbl", 1, 1, Ground.MOMENT, columns);
  }

  private RecoveryPointSealed seal(long epoch, List<RunFact> facts) throws Exception {
    var work = ground.sealWork(run, 1, epoch, facts, lease);
    return (RecoveryPointSealed) ground.sealer().run(work, lease);
  }

  private StoredPoint point(RecoveryPointSealed sealed) {
    try (var repository = ground.repository()) {
      return StoredPoint.require(repository, repository.snapshot(sealed.snapshot()));
    }
  }

  private Path hide(String snapshot) throws IOException {
    Path hidden = ground.directory.resolve("hidden");
    return Files.move(ground.repositoryDirectory.resolve("snapshots").resolve(snapshot), hidden);
  }

  private int snapshots() {
    try (var repository = ground.repository()) {
      return repository.snapshots().size();
    }
  }
}
