package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Davit writes is a restic repository, and the other way round. */
class ResticJudgesDavitTest {
  private static final long SEED = 20261124;
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void resticChecksListsAndRestoresWhatDavitWrites() throws Exception {
    Path source = SampleTree.make(directory.resolve("source"), SEED);
    Path repository = directory.resolve("repository");
    try (Repository davit = Repository.init(new LocalBackend(repository), password())) {
      backup(davit, source, null);
    }
    Restic restic = new Restic(repository);

    restic.run("check", "--read-data");
    assertThat(restic.run("snapshots")).contains("shop").contains("/davit/shop");
    assertThat(restic.run("ls", "latest")).contains("/names/日本語").contains("/links/hard-1");
    restic.run("restore", "latest", "--target", directory.resolve("restored").toString());

    Map<String, String> expected = new TreeMap<>(TreeFacts.of(source));
    Map<String, String> restored = new TreeMap<>(TreeFacts.of(directory.resolve("restored")));
    assertThat(restored.remove("manifest.json")).isNotNull();
    forgiveRestic(expected, restored);
    assertThat(TreeFacts.differences(expected, restored)).isEmpty();
    restic.run("forget", "--keep-last", "1", "--prune");
    restic.run("check", "--read-data");
  }

  /** Version 0.14 cannot store a link's target that is no text; newer ones read it. */
  private static void forgiveRestic(Map<String, String> expected, Map<String, String> restored) {
    expected.remove("links/raw");
    restored.remove("links/raw");
  }

  @Test
  void davitRestoresWhatItStored() throws Exception {
    Path source = SampleTree.make(directory.resolve("source"), SEED + 1);
    try (Repository davit =
        Repository.init(new LocalBackend(directory.resolve("repository")), password())) {
      SnapshotMeta snapshot = backup(davit, source, null);
      Path target = directory.resolve("target");
      var summary =
          davit
              .restorer()
              .restore(
                  snapshot.tree(), target, RestoreOptions.all(), RestoreListener.NONE, () -> false);
      Map<String, String> restored = TreeFacts.of(target);
      restored.remove("manifest.json");
      assertThat(TreeFacts.differences(TreeFacts.of(source), restored)).isEmpty();
      assertThat(summary.bytes()).isGreaterThan(200L << 20);
      assertThat(davit.prove(snapshot.tree()).problems()).isEmpty();
    }
  }

  @Test
  void davitReadsAndContinuesARepositoryMadeByRestic() throws Exception {
    Path source = SampleTree.make(directory.resolve("source"), SEED + 2);
    Files.delete(source.resolve("links/raw"));
    Path repository = directory.resolve("repository");
    Restic restic = new Restic(repository);
    restic.run("init");
    restic.run("backup", source.toString());

    String ours;
    try (Repository davit = Repository.open(new LocalBackend(repository), password())) {
      SnapshotMeta theirs = davit.snapshot("latest");
      String inside = source.toString().substring(1);
      var node = davit.node(theirs.tree(), inside);
      Path target = directory.resolve("target");
      davit
          .restorer()
          .restore(node.subtree(), target, RestoreOptions.all(), RestoreListener.NONE, () -> false);
      assertThat(TreeFacts.differences(TreeFacts.of(source), TreeFacts.of(target))).isEmpty();
      ours = backup(davit, source, node.subtree()).id();
    }
    restic.run("check", "--read-data");
    restic.run("restore", ours, "--target", directory.resolve("again").toString());
    Map<String, String> again = TreeFacts.of(directory.resolve("again"));
    again.remove("manifest.json");
    assertThat(TreeFacts.differences(TreeFacts.of(source), again)).isEmpty();
  }

  private static SnapshotMeta backup(
      Repository davit, Path source, dev.davit.repository.pack.BlobId parent) {
    try (var lock = davit.lockShared("test/1")) {
      StoredTree stored =
          davit
              .archiver()
              .store(
                  new LocalTree(source),
                  parent == null ? null : davit.parent(parent),
                  ArchiveListener.NONE,
                  () -> false);
      davit.flush();
      lock.requireHeld();
      return davit
          .commit()
          .join(
              List.of(stored.tree()),
              Map.of("manifest.json", "{}\n".getBytes(StandardCharsets.UTF_8)),
              new SnapshotInfo("shop", List.of("/davit/shop"), List.of("davit"), NOON),
              lock::requireHeld);
    }
  }

  private static Password password() {
    return new Password(Restic.PASSWORD.toCharArray());
  }
}
