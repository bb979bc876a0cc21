package dev.davit.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepoCommandTest {
  @TempDir private Path room;
  private RepoGround ground;
  private Path source;

  @BeforeEach
  void init() throws IOException {
    ground = new RepoGround(room);
    source = ground.source();
    assertThat(ground.json("init").path("id").asText()).hasSize(64);
  }

  private String backup(String... more) {
    var all = new java.util.ArrayList<>(List.of("backup", source.toString()));
    all.addAll(List.of(more));
    return ground.json(all.toArray(String[]::new)).path("snapshot").asText();
  }

  @Test
  void whatIsStoredComesBackByDavitAndByRestic() throws Exception {
    backup();

    Path target = room.resolve("target");
    var restored = ground.json("restore", "latest", "--target", target.toString());
    assertThat(restored.path("files").asInt()).isEqualTo(3);
    assertThat(restored.path("verified").asBoolean()).isTrue();
    assertSame(target.resolve(source.toString().substring(1)));

    ground.restic("check", "--read-data");
    Path byRestic = room.resolve("by-restic");
    ground.restic("restore", "latest", "--target", byRestic.toString());
    assertSame(byRestic.resolve(source.toString().substring(1)));
  }

  private void assertSame(Path copy) throws IOException {
    for (String file : List.of("a.txt", "sub/b.log", "sub/c.bin")) {
      assertThat(copy.resolve(file)).hasSameBinaryContentAs(source.resolve(file));
      assertThat(Files.getLastModifiedTime(copy.resolve(file)))
          .isEqualTo(Files.getLastModifiedTime(source.resolve(file)));
    }
    assertThat(copy.resolve("empty")).isEmptyDirectory();
    assertThat(Files.readSymbolicLink(copy.resolve("link"))).hasToString("sub/b.log");
  }

  @Test
  void anUnchangedFileIsTakenFromTheParentAndAnExcludedOneLeftOut() {
    backup();
    var second = ground.json("backup", source.toString());
    assertThat(second.path("unchanged").asInt()).isEqualTo(3);
    assertThat(second.path("stored").asLong()).isLessThan(10_000);

    String third = backup("--exclude", "*.log", "--exclude", source + "/sub/c.*");
    assertThat(ground.json("ls", third + ":" + source, "-r").findValuesAsText("path"))
        .contains(source + "/a.txt", source + "/link", source + "/sub")
        .doesNotContain(source + "/sub/b.log", source + "/sub/c.bin");
  }

  @Test
  void aRepositoryInWhatIsBackedUpIsLeftOut() {
    String snapshot = ground.json("backup", room.toString()).path("snapshot").asText();
    assertThat(ground.davit("ls", snapshot, "-r").out())
        .contains(source + "/a.txt")
        .doesNotContain(ground.repository() + "/");
  }

  @Test
  void aCopyInAnotherRepositoryIsTheSameForDavitAndForRestic() throws Exception {
    backup();
    var copy = new RepoGround(Files.createDirectories(room.resolve("second")));
    copy.json("init");
    String[] line = {
      "copy",
      "--from-repo",
      ground.repository().toString(),
      "--from-password-file",
      ground.password().toString()
    };
    var dry = new java.util.ArrayList<>(List.of(line));
    dry.add("--dry-run");
    assertThat(copy.json(dry.toArray(String[]::new)).path("snapshots")).hasSize(1);
    assertThat(copy.json("snapshots")).isEmpty();

    var done = copy.json(line);
    assertThat(done.path("verified").asBoolean()).isTrue();
    assertThat(done.path("snapshots")).hasSize(1);
    assertThat(done.path("storedBytes").asLong()).isGreaterThan(300_000);
    assertThat(copy.json(line).path("snapshots")).isEmpty();

    Path target = room.resolve("from-copy");
    copy.json("restore", "latest", "--target", target.toString());
    assertSame(target.resolve(source.toString().substring(1)));
    copy.restic("check", "--read-data");
    assertThat(ground.json("locks")).isEmpty();
  }

  @Test
  void aDryRunOfABackupStoresNothing() {
    var dry = ground.json("backup", source.toString(), "--dry-run");
    assertThat(dry.path("files").asInt()).isEqualTo(3);
    assertThat(dry.path("stored").asLong()).isGreaterThan(300_000);
    assertThat(ground.json("snapshots")).isEmpty();
    assertThat(ground.json("stats").path("packs").asInt()).isZero();
  }

  @Test
  void aFileThatCannotBeReadIsToldAndTheRestIsKept() {
    var run = ground.davit("backup", source.toString(), "/proc/self/mem");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("DAVIT-3105").contains("/proc/self/mem");
    assertThat(ground.davit("ls", "latest", "-r").out()).contains("a.txt").doesNotContain("mem");
  }

  @Test
  void aPathThatIsNotThereIsRefusedBeforeAnythingIsStored() {
    var run = ground.davit("backup", source.toString(), "/no/such/path");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("DAVIT-3101").contains("\"/no/such/path\"");
    assertThat(ground.json("snapshots")).isEmpty();
  }

  @Test
  void onePathIsRestoredToAnotherPlace() {
    backup();
    Path one = room.resolve("one");
    assertThat(ground.davit("restore", "latest:" + source + "/sub", "--target", one.toString()))
        .satisfies(run -> assertThat(run.exitCode()).as(run.err()).isZero());
    assertThat(one.resolve("b.log")).hasContent("second\n");
    assertThat(one.resolve("a.txt")).doesNotExist();

    Path file = room.resolve("file");
    ground.json("restore", "latest:" + source + "/a.txt", "--target", file.toString());
    assertThat(file).isDirectoryNotContaining(entry -> !entry.endsWith("a.txt"));
    assertThat(file.resolve("a.txt")).hasContent("first\n");

    Path included = room.resolve("included");
    ground.json(
        "restore", "latest:" + source, "--target", included.toString(), "--include", "sub/b.log");
    assertThat(included.resolve("sub/b.log")).hasContent("second\n");
    assertThat(included.resolve("sub/c.bin")).doesNotExist();
  }

  @Test
  void aDryRunOfARestoreWritesNothingAndAFullTargetIsRefused() {
    backup();
    Path target = room.resolve("target");
    String place = "latest:" + source;
    var dry = ground.json("restore", place, "--target", target.toString(), "--dry-run");
    assertThat(dry.path("bytes").asLong()).isGreaterThan(300_000);
    assertThat(target).doesNotExist();

    ground.json("restore", place, "--target", target.toString());
    var again = ground.davit("restore", place, "--target", target.toString());
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).startsWith("DAVIT-2107");
    ground.json("restore", place, "--target", target.toString(), "--overwrite", "--no-verify");
  }

  @Test
  void snapshotsAreFoundByTagHostPathAndAsTheLatest() {
    String first = backup("--tag", "daily,davit", "--host", "shop");
    String second = backup("--tag", "weekly", "--host", "shop");
    String other = backup("--host", "office");

    assertThat(ids("--tag", "daily,davit")).containsExactly(first);
    assertThat(ids("--tag", "daily", "--tag", "weekly")).containsExactly(first, second);
    assertThat(ids("--host", "office")).containsExactly(other);
    assertThat(ids("--path", "/elsewhere")).isEmpty();
    assertThat(ids("--latest", "1")).containsExactly(second, other);
    assertThat(ground.davit("snapshots").out())
        .startsWith("SNAPSHOT")
        .contains(first.substring(0, 8), "daily,davit", source.toString());
    assertThat(ground.davit("ls", second.substring(0, 12)).exitCode()).isZero();
    assertThat(ground.davit("ls", "ffffffffff").err()).startsWith("DAVIT-4111");
  }

  private List<String> ids(String... filter) {
    var all = new java.util.ArrayList<>(List.of("snapshots"));
    all.addAll(List.of(filter));
    return ground.json(all.toArray(String[]::new)).findValuesAsText("id");
  }

  @Test
  void aListingIsAListInEveryForm() {
    backup();
    JsonNode listed = ground.json("ls", "latest:" + source, "-r");
    assertThat(listed.findValuesAsText("path"))
        .containsExactly(
            source + "/a.txt",
            source + "/empty",
            source + "/link",
            source + "/sub",
            source + "/sub/b.log",
            source + "/sub/c.bin");
    assertThat(ground.json("ls", "latest:" + source + "/empty")).isEmpty();
    assertThat(ground.davit("ls", "latest:" + source, "-o", "yaml").out())
        .contains("- path: " + source + "/a.txt");
    assertThat(ground.davit("ls", "latest:" + source).out()).contains("-> sub/b.log");
  }

  @Test
  void forgetKeepsByRuleAndPruneFreesWhatIsOldEnough() throws Exception {
    for (int i = 0; i < 3; i++) {
      Files.write(source.resolve("grows"), new byte[] {(byte) i, 1, 2, 3});
      backup(i == 0 ? new String[] {"--tag", "keep"} : new String[0]);
    }
    var plan = ground.json("forget", "--keep-last", "1", "--keep-tag", "keep", "--dry-run");
    assertThat(plan.path("removed")).hasSize(1);
    assertThat(ground.json("snapshots")).hasSize(3);

    var done = ground.json("forget", "--keep-last", "1", "--keep-tag", "keep", "--prune");
    assertThat(done.path("removed")).hasSize(1);
    assertThat(done.path("kept").asInt()).isEqualTo(2);
    assertThat(done.at("/prune/sparedPacks").asInt()).isPositive();
    ground.restic("check", "--read-data");

    String last = ground.json("snapshots", "--latest", "1").findValuesAsText("id").getLast();
    ground.json("forget", ids("--tag", "keep").getFirst());
    age(ground.repository().resolve("data"));
    assertThat(ground.json("prune", "--dry-run").path("deletedPacks").asInt()).isPositive();
    assertThat(ground.json("prune").path("freedBytes").asLong()).isPositive();
    assertThat(ids()).containsExactly(last);
    ground.restic("check", "--read-data");
    assertThat(ground.json("check", "--read-data").path("problemCount").asInt()).isZero();
  }

  /** As if everything had been stored two days ago. */
  private static void age(Path packs) throws IOException {
    var before =
        java.nio.file.attribute.FileTime.from(
            java.time.Instant.now().minus(java.time.Duration.ofDays(2)));
    try (var files = Files.walk(packs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
  }

  @Test
  void aRuleThatKeepsNothingIsRefused() {
    backup();
    var run = ground.davit("forget", "--keep-tag", "never");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("DAVIT-1002");
    assertThat(ground.davit("forget").exitCode()).isEqualTo(2);
    assertThat(ground.davit("forget", "--keep-last", "1", "--group-by", "moon").err())
        .contains("--group-by takes host, paths and tags, not moon");
    assertThat(ground.json("snapshots")).hasSize(1);
  }

  @Test
  void keysAreAddedChangedAndRemoved() throws Exception {
    backup();
    Path other = room.resolve("other");
    String added =
        ground
            .json("key", "add", "--new-password-file", other.toString(), "--generate")
            .path("id")
            .asText();
    assertThat(ground.json("key", "list")).hasSize(2);
    assertThat(ground.json("snapshots", "--password-file", other.toString())).hasSize(1);

    Path third = Files.writeString(room.resolve("third"), "a third password\n");
    ground.json(
        "key", "passwd", "--password-file", other.toString(), "--new-password-file", "" + third);
    assertThat(ground.davit("snapshots", "--password-file", other.toString()).exitCode())
        .isEqualTo(12);
    assertThat(ground.json("snapshots", "--password-file", third.toString())).hasSize(1);

    var inUse = current(ground.password());
    assertThat(ground.davit("key", "remove", inUse).err()).contains("it is the one in use");
    assertThat(ground.davit("key", "remove", added).err()).contains("there is no such key");
    ground.json("key", "remove", current(third).substring(0, 10));
    assertThat(ground.davit("snapshots", "--password-file", third.toString()).err())
        .startsWith("DAVIT-4103");
    assertThat(ground.restic("key", "list")).contains(inUse.substring(0, 8));
  }

  private String current(Path password) {
    for (JsonNode key : ground.json("key", "list", "--password-file", password.toString())) {
      if (key.path("current").asBoolean()) {
        return key.path("id").asText();
      }
    }
    throw new AssertionError("no key is in use");
  }

  @Test
  void exitCodesTellWhatIsWrong() throws Exception {
    assertThat(ground.davit("snapshots", "--repo", room.resolve("nowhere").toString()).exitCode())
        .isEqualTo(10);
    Path wrong = Files.writeString(room.resolve("wrong"), "guessed\n");
    assertThat(ground.davit("snapshots", "--password-file", wrong.toString()).exitCode())
        .isEqualTo(12);
    assertThat(ground.davit("init").err()).startsWith(ErrorCode.REPOSITORY_EXISTS.number());
    assertThat(ground.davit("backup").exitCode()).isEqualTo(2);
    assertThat(ground.davit("snapshot").err()).contains("`snapshots`");
    assertThat(ground.davit("cat", "latest:/x").err()).startsWith("DAVIT-4111");
  }

  @Test
  void damageIsFoundAndToldWithExitCodeFive() throws Exception {
    String snapshot = backup();
    assertThat(ground.davit("check").out()).startsWith("sound: 1 snapshots");
    Path pack;
    try (var files = Files.walk(ground.repository().resolve("data"))) {
      pack = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    pack.toFile().setWritable(true);
    Files.write(pack, bytes);

    var run = ground.davit("check", "--read-data");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).startsWith("DAMAGED").contains("suffer: " + snapshot.substring(0, 8));
    assertThat(run.err()).contains(pack.getFileName().toString());
  }

  @Test
  void aDifferenceAndAFileAreFound() throws Exception {
    String before = backup();
    Files.writeString(source.resolve("a.txt"), "first and more\n");
    Files.delete(source.resolve("sub/b.log"));
    Files.createDirectories(source.resolve("new/below"));
    Files.writeString(source.resolve("new/below/x.txt"), "x");
    Files.getFileAttributeView(
            source.resolve("sub/c.bin"), java.nio.file.attribute.PosixFileAttributeView.class)
        .setPermissions(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    String after = backup();

    var lines = ground.json("diff", before + ":" + source, after + ":" + source);
    assertThat(lines.findValuesAsText("change")).containsExactly("M", "+", "+", "+", "-");
    assertThat(lines.findValuesAsText("path"))
        .containsExactly("/a.txt", "/new/", "/new/below/", "/new/below/x.txt", "/sub/b.log");
    assertThat(ground.davit("diff", before, after, "--metadata").out())
        .contains("U " + source + "/sub/c.bin")
        .contains("M " + source + "/a.txt");
    assertThat(ground.json("diff", before, before)).isEmpty();

    var found = ground.json("find", "*.log");
    assertThat(found).hasSize(1);
    assertThat(found.at("/0/snapshot").asText()).isEqualTo(before);
    assertThat(ground.json("find", "sub/c.*", source + "/a.txt", "--snapshot", "latest"))
        .hasSize(2);
    assertThat(ground.davit("find", "nothing.at.all").exitCode()).isEqualTo(1);
  }

  @Test
  void statisticsCountWhatIsStored() {
    backup();
    backup();
    var stats = ground.json("stats");
    assertThat(stats.path("snapshots").asInt()).isEqualTo(2);
    assertThat(stats.path("files").asInt()).isEqualTo(6);
    assertThat(stats.path("packBytes").asLong()).isBetween(300_000L, 400_000L);
    assertThat(ground.davit("stats").out()).contains("snapshots").contains("packs");
  }

  @Test
  void initCanMakeThePassword() {
    Path password = room.resolve("made");
    Path place = room.resolve("second");
    ground.json(
        "init", "--repo", place.toString(), "--password-file", password.toString(), "--generate");
    assertThat(password.toFile()).canRead();
    assertThat(
            ground.json(
                "snapshots", "--repo", place.toString(), "--password-file", password.toString()))
        .isEmpty();
  }
}
