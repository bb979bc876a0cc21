package dev.davit.repository.archive;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.SampleTree;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.PathNode;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPathsTest {
  @TempDir private Path directory;

  @Test
  void resticStoresTheSameTree() throws Exception {
    Path tree = SampleTree.make(directory.resolve("a/tree"), 77);
    Files.delete(tree.resolve("links/raw"));
    Path file = Files.writeString(directory.resolve("b.txt"), "one file");
    Path link = Files.createSymbolicLink(directory.resolve("link"), tree);
    Path place = directory.resolve("repository");
    List<Path> paths = List.of(tree, file, link, tree.resolve("names"));
    Restic restic = new Restic(place);
    restic.run("init");
    restic.run("backup", "" + tree, "" + file, "" + link);
    try (Repository davit = Repository.open(new LocalBackend(place), Backups.password())) {
      SnapshotMeta theirs = davit.snapshot("latest");
      SnapshotMeta ours = store(davit, paths, Exclude.nothing());
      assertThat(facts(davit, ours)).isEqualTo(facts(davit, theirs));
    }
    restic.run("check", "--read-data");
  }

  /**
   * What both must agree on: they cut files differently and keep other numbers of the disk, and
   * others write beside this directory.
   */
  private List<String> facts(Repository davit, SnapshotMeta snapshot) throws Exception {
    var facts = new ArrayList<String>();
    for (PathNode found : davit.walk(snapshot.tree()).toList()) {
      Node node = found.node();
      if (!('/' + found.path()).startsWith(directory + "/")) {
        continue;
      }
      var hash = node.isFile() ? BlobId.hash(davit.read(node).readAllBytes()) : null;
      facts.add(
          "%s %s %o %s %d %d %s %s %d %d %s %d %s"
              .formatted(
                  found.path(),
                  node.type(),
                  node.mode(),
                  node.mtime(),
                  node.uid(),
                  node.gid(),
                  node.user(),
                  node.group(),
                  node.size(),
                  node.inode(),
                  node.linkTarget(),
                  node.xattrs().size(),
                  hash));
    }
    assertThat(facts).hasSizeGreaterThan(300);
    return facts;
  }

  private static SnapshotMeta store(Repository davit, List<Path> paths, Exclude exclude) {
    try (var lock = davit.lockShared("test/1")) {
      var local = LocalPaths.of(paths, exclude);
      StoredTree tree =
          local.store(davit.archiver(), davit.trees(), null, ArchiveListener.NONE, () -> false);
      var names = local.paths().stream().map(Path::toString).toList();
      var info = new SnapshotInfo("here", names, List.of(), Instant.EPOCH);
      return davit.commit().join(List.of(tree.tree()), Map.of(), info, lock::requireHeld);
    }
  }

  @Test
  void resticLeavesOutTheSame() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree/cache/deep/x")).resolve("../../..");
    tree = tree.normalize();
    for (String name :
        List.of(
            "a.log", "b.txt", "cache/c.txt", "cache/deep/d.log", "cache/deep/x/e", "z1", "z2")) {
      Files.writeString(tree.resolve(name), name);
    }
    Path place = directory.resolve("repository");
    Restic restic = new Restic(place);
    Repository.init(new LocalBackend(place), Backups.password()).close();
    for (String pattern :
        List.of(
            "*.log", "cache", "cache/deep", "z[12]", "z?", tree + "/*.txt", "cache/**/e", "x")) {
      restic.run("backup", "--exclude", pattern, tree.toString());
      try (Repository davit = Repository.open(new LocalBackend(place), Backups.password())) {
        SnapshotMeta theirs = davit.snapshot("latest");
        SnapshotMeta ours = store(davit, List.of(tree), Exclude.of(List.of(pattern)));
        assertThat(paths(davit, ours)).as(pattern).isEqualTo(paths(davit, theirs));
        assertThat(paths(davit, ours)).as(pattern).hasSizeLessThan(full(davit, tree));
      }
    }
  }

  private static int full(Repository davit, Path tree) {
    return paths(davit, store(davit, List.of(tree), Exclude.nothing())).size();
  }

  private static List<String> paths(Repository davit, SnapshotMeta snapshot) {
    return davit.walk(snapshot.tree()).map(found -> found.path()).toList();
  }

  @Test
  void whatIsNoPatternAndNoPathIsRefused() {
    for (String pattern : List.of("", "/", "[z-a]")) {
      assertFails(ErrorCode.INVALID_REQUEST, () -> Exclude.of(List.of(pattern)));
    }
    assertFails(
        ErrorCode.PATH_MISSING,
        () -> LocalPaths.of(List.of(directory.resolve("absent")), Exclude.nothing()));
  }
}
