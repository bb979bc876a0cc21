package dev.davit.repository.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.memory.MemoryBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignedTreesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final Repository repository =
      Repository.init(new MemoryBackend(), Password.generated(), () -> NOON);
  private final SignedTrees signed = new SignedTrees(repository.trees());

  private final BlobId dump = tree(directory("database", file("shop", "rows")), file("roles", "r"));
  private final BlobId references = tree(directory("database", file("references", "list")));

  private Node file(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BlobId blob = repository.blobs().store(BlobType.DATA, bytes.clone()).id();
    return Node.file(name, 0600, NOON, bytes.length, List.of(blob));
  }

  private Node directory(String name, Node... nodes) {
    return Node.directory(name, 0700, NOON, tree(nodes));
  }

  private BlobId tree(Node... nodes) {
    var writer = new TreeWriter();
    Stream.of(nodes)
        .sorted(Comparator.comparing(Node::name, FileName::compare))
        .forEach(writer::add);
    return repository.blobs().store(BlobType.TREE, writer.finish()).id();
  }

  private static PointManifest manifest(BlobId... trees) {
    var parts = new ArrayList<PartManifest>();
    for (BlobId tree : trees) {
      parts.add(new PartManifest("database", tree.toString(), 1, 1, 1));
    }
    return new PointManifest(
        PointManifest.FORMAT,
        "shop",
        "20261124-1200",
        "run",
        1,
        PointState.SEALED,
        "generic",
        null,
        NOON,
        NOON,
        parts,
        List.of(),
        Map.of(),
        Map.of(),
        null,
        List.of());
  }

  private boolean hold(BlobId root, BlobId... parts) {
    return signed.hold(root, manifest(parts));
  }

  @Test
  void whatACommitJoinedIsHeld() {
    var info = new SnapshotInfo("shop", List.of("/davit/shop"), List.of(), NOON);
    var own = Map.of(PointManifest.FILE, new byte[] {1}, PointManifest.SIGNATURE_FILE, new byte[0]);
    try (var lock = repository.lockShared("test/1")) {
      var root = repository.commit().join(List.of(dump, references), own, info, lock::requireHeld);

      assertThat(hold(root.tree(), dump, references)).isTrue();
      assertThat(hold(root.tree(), dump)).isFalse();
      assertThat(hold(root.tree(), references)).isFalse();
    }
  }

  @Test
  void whatIsMissingAddedOrOtherIsSeen() {
    var database = directory("database", file("shop", "rows"), file("references", "list"));
    var roles = file("roles", "r");

    assertThat(hold(tree(database, roles), dump, references)).isTrue();
    assertThat(hold(tree(database), dump, references)).isFalse();
    assertThat(hold(tree(database, roles, file("more", "m")), dump, references)).isFalse();
    assertThat(hold(tree(database, file("roles", "other")), dump, references)).isFalse();
    assertThat(
            hold(
                tree(
                    directory("database", file("shop", "rows"), file("references", "other")),
                    roles),
                dump,
                references))
        .isFalse();
  }

  @Test
  void onePartDoesNotHideWhatAnotherBringsToTheSameDirectory() {
    var withoutReferences = tree(directory("database", file("shop", "rows")), file("roles", "r"));

    assertThat(hold(withoutReferences, dump, references)).isFalse();
    assertThat(hold(withoutReferences, references, dump)).isFalse();
  }

  @Test
  void aPartThatBringsNothingOfItsOwnToADirectoryHindersNothing() {
    var empty = tree(directory("database"));

    assertThat(hold(dump, dump, empty)).isTrue();
    assertThat(hold(dump, empty, dump)).isTrue();
  }

  @Test
  void twoFilesOfOneNameAreNeverAJoin() {
    var left = tree(file("roles", "left"));
    var right = tree(file("roles", "right"));

    assertThat(hold(left, left, right)).isFalse();
    assertThat(hold(right, left, right)).isFalse();
  }
}
