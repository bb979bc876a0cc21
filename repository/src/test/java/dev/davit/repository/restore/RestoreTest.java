package dev.davit.repository.restore;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.TreeWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
  private static final long HOLE = 64L << 20;

  @TempDir private Path directory;
  private Path source;
  private Path target;
  private Repository repository;
  private SnapshotMeta snapshot;

  @BeforeEach
  void store() throws IOException {
    source = Files.createDirectories(directory.resolve("source/sub/deep")).getParent().getParent();
    target = directory.resolve("target");
    Files.writeString(source.resolve("a"), "content of a");
    Files.writeString(source.resolve("sub/b"), "content of b");
    Files.writeString(source.resolve("sub/deep/c"), "content of c");
    Files.createDirectories(source.resolve("other"));
    repository =
        Repository.init(new LocalBackend(directory.resolve("repository")), Backups.password());
    snapshot = Backups.backup(repository, source, Instant.EPOCH);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private RestoreSummary restore(RestoreOptions options) {
    return Backups.restore(repository, snapshot, target, options);
  }

  @Test
  void onePathIsRestoredAndNothingElse() throws IOException {
    restore(RestoreOptions.all().including("sub/deep"));
    try (var files = Files.walk(target)) {
      assertThat(files.map(file -> target.relativize(file).toString()))
          .containsExactlyInAnyOrder("", "sub", "sub/deep", "sub/deep/c");
    }
    assertThat(target.resolve("sub/deep/c")).hasContent("content of c");
    assertFails(
        ErrorCode.PATH_MISSING, () -> restore(RestoreOptions.all().including("sub/absent")));
  }

  @Test
  void aDryRunCountsWhatARestoreWouldWriteAndWritesNothing() {
    RestoreSummary dry = restore(RestoreOptions.all().dry());
    assertThat(target).doesNotExist();
    RestoreSummary real = restore(RestoreOptions.all());
    assertThat(dry).isEqualTo(real);
    assertThat(real.files()).isEqualTo(3);
    assertThat(real.directories()).isEqualTo(3);
    assertThat(real.bytes()).isEqualTo(36);
  }

  @Test
  void whatIsThereIsKeptUnlessItMayBeReplaced() throws IOException {
    Files.createDirectories(target.resolve("sub"));
    Files.writeString(target.resolve("sub/b"), "mine");
    Files.writeString(target.resolve("mine too"), "mine");
    assertFails(ErrorCode.TARGET_NOT_EMPTY, () -> restore(RestoreOptions.all()));
    assertThat(target.resolve("sub/b")).hasContent("mine");

    restore(RestoreOptions.all().overwriting());
    assertThat(target.resolve("sub/b")).hasContent("content of b");
    assertThat(target.resolve("mine too")).hasContent("mine");
  }

  @Test
  void aLinkInTheTargetIsNeverFollowedOutOfIt() throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("b"), "mine");
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("sub"), outside);
    Files.createSymbolicLink(target.resolve("a"), outside.resolve("b"));
    assertFails(ErrorCode.TARGET_NOT_EMPTY, () -> restore(RestoreOptions.all()));
    restore(RestoreOptions.all().overwriting());
    assertThat(outside.resolve("b")).hasContent("mine");
    assertThat(outside).isDirectoryNotContaining("glob:**deep");
    assertThat(target.resolve("sub/b")).hasContent("content of b");
  }

  @Test
  void aTreeThatWasMadeToLeadOutIsRefused() {
    for (String name : List.of("..", ".", "", "../x", "/etc/x", "x\0y")) {
      BlobId tree = treeWith(name);
      assertFails(
          ErrorCode.PATH_UNSAFE,
          () ->
              repository
                  .restorer()
                  .restore(tree, target, RestoreOptions.all(), RestoreListener.NONE, () -> false));
      assertThat(directory.resolve("x")).doesNotExist();
    }
  }

  private BlobId treeWith(String name) {
    byte[] content = "evil".getBytes(StandardCharsets.UTF_8);
    BlobId blob = repository.blobs().store(BlobType.DATA, content).id();
    var tree = new TreeWriter();
    tree.add(Node.file(name, 0644, Instant.EPOCH, content.length, List.of(blob)));
    BlobId id = repository.blobs().store(BlobType.TREE, tree.finish()).id();
    repository.flush();
    return id;
  }

  @Test
  void holesStayHolesAndResticReadsTheirZeros() throws Exception {
    try (var sparse = new RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
      sparse.setLength(HOLE);
      sparse.seek(HOLE / 2);
      sparse.write(new byte[] {1, 2, 3});
    }
    snapshot = Backups.backup(repository, source, Instant.EPOCH);
    restore(RestoreOptions.all());
    assertThat(target.resolve("sparse")).hasSameBinaryContentAs(source.resolve("sparse"));
    assertThat(allocated(target, "sparse")).isLessThan(1 << 20);

    Path theirs = directory.resolve("theirs");
    new Restic(directory.resolve("repository"))
        .run("restore", snapshot.id(), "--target", theirs.toString());
    assertThat(theirs.resolve("sparse")).hasSameBinaryContentAs(source.resolve("sparse"));
  }

  private static long allocated(Path parent, String name) throws IOException {
    try (Directory open = Directory.open(parent)) {
      return open.stat(name.getBytes(StandardCharsets.UTF_8)).allocated();
    }
  }

  @Test
  void aRestoreThatIsCancelledSaysSo() {
    assertFails(
        ErrorCode.CANCELLED,
        () ->
            repository
                .restorer()
                .restore(
                    snapshot.tree(),
                    target,
                    RestoreOptions.all(),
                    RestoreListener.NONE,
                    () -> true));
  }

  @Test
  void aMissingPackFailsTheRestore() throws IOException {
    try (var packs = Files.walk(directory.resolve("repository/data"))) {
      for (Path pack : packs.filter(Files::isRegularFile).toList()) {
        Files.delete(pack);
      }
    }
    assertFails(ErrorCode.OBJECT_MISSING, () -> restore(RestoreOptions.all()));
  }
}
