package dev.davit.repository;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small one of memory, which only root can mount. */
class FullDiskTest {
  private static final long SEED = 616;

  @TempDir private Path directory;
  private Path disk;
  private Path source;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(Owners.isRoot(), "only root can mount a small disk");
    disk = Files.createDirectories(directory.resolve("disk"));
    String refused = command("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    assumeTrue(refused.isEmpty(), "mounting is not allowed here: " + refused);
    mounted = true;
    source = Files.createDirectories(directory.resolve("source"));
    System.out.println("full disk seed=" + SEED);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(command("umount", disk.toString())).isEmpty();
    }
  }

  /** Returns what it complains of; empty if it went well. */
  private static String command(String... line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() == 0 ? "" : said + "exit code " + process.exitValue();
  }

  private void write(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(SEED + name.hashCode()).nextBytes(content);
    Files.write(source.resolve(name), content);
  }

  @Test
  void aBackupThatFillsTheDiskSaysSoAndHarmsNothing() throws Exception {
    Path place = disk.resolve("repository");
    write("small", 2_000_000);
    SnapshotMeta first;
    try (Repository repository = Repository.init(new LocalBackend(place), Backups.password())) {
      first = Backups.backup(repository, source, Instant.EPOCH);
    }
    write("large", 60_000_000);
    try (Repository repository = Repository.open(new LocalBackend(place), Backups.password())) {
      assertFails(
          ErrorCode.DISK_FULL,
          () -> Backups.backup(repository, source, Instant.EPOCH.plusSeconds(60)));
    }
    try (Repository repository = Repository.open(new LocalBackend(place), Backups.password())) {
      assertThat(repository.snapshots()).extracting(SnapshotMeta::id).containsExactly(first.id());
      assertThat(repository.locks().all()).isEmpty();
      Backups.restore(repository, first, directory.resolve("target"));
    }
    Files.delete(source.resolve("large"));
    assertThat(TreeFacts.of(directory.resolve("target"))).isEqualTo(TreeFacts.of(source));

    assertThat(command("mount", "-o", "remount,size=200m", disk.toString())).isEmpty();
    new Restic(place).run("check", "--read-data");
    write("large", 60_000_000);
    try (Repository repository = Repository.open(new LocalBackend(place), Backups.password())) {
      Backups.backup(repository, source, Instant.EPOCH.plusSeconds(120));
    }
    new Restic(place).run("check", "--read-data");
  }

  @Test
  void aRestoreOntoAFullDiskSaysSo() throws Exception {
    write("large", 60_000_000);
    Path place = directory.resolve("repository");
    try (Repository repository = Repository.init(new LocalBackend(place), Backups.password())) {
      SnapshotMeta snapshot = Backups.backup(repository, source, Instant.EPOCH);
      assertFails(
          ErrorCode.DISK_FULL, () -> Backups.restore(repository, snapshot, disk.resolve("target")));
      Backups.restore(repository, snapshot, directory.resolve("elsewhere"));
    }
    assertThat(TreeFacts.of(directory.resolve("elsewhere"))).isEqualTo(TreeFacts.of(source));
  }
}
