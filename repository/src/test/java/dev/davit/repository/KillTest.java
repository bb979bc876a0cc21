package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup killed with {@code kill -9} at random points harms nothing, and the next completes. */
class KillTest {
  private static final int ROUNDS = 4;

  @TempDir private Path directory;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void whateverTheMomentTheRepositoryIsWholeAndTheNextBackupCompletes() throws Exception {
    System.out.println("kill seed=" + seed);
    Path place = directory.resolve("repository");
    Path source = Files.createDirectories(directory.resolve("source"));
    grow(source, 0);
    Repository.init(new LocalBackend(place), Backups.password()).close();
    int steps = run(place, source, Integer.MAX_VALUE);
    assertThat(steps).as("steps of a whole backup").isGreaterThan(5);

    for (int round = 1; round <= ROUNDS; round++) {
      grow(source, round);
      int before = snapshots(place).size();
      run(place, source, 1 + random.nextInt(steps));
      takeOver(place);
      new Restic(place).run("check");
      assertThat(snapshots(place)).hasSizeBetween(before, before + 1);

      int after = snapshots(place).size();
      run(place, source, Integer.MAX_VALUE);
      assertThat(snapshots(place)).hasSize(after + 1);
      assertLatestIs(place, source);
    }
    new Restic(place).run("check", "--read-data");
  }

  /** A day's changes: more than one pack of them. */
  private void grow(Path source, int round) throws IOException {
    for (int i = 0; i < 4; i++) {
      byte[] content = new byte[4_000_000];
      random.nextBytes(content);
      Files.write(source.resolve("file-" + (round % 3) + "-" + i), content);
    }
  }

  /** Kills it at that step, or a moment later; returns how many there were. */
  private int run(Path place, Path source, int killAt) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBackup.class.getName(),
                place.toString(),
                source.toString())
            .redirectError(directory.resolve("err").toFile())
            .start();
    int steps = 0;
    try (var lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.equals("stored") && ++steps == killAt) {
          LockSupport.parkNanos(random.nextInt(20_000_000));
          child.toHandle().destroyForcibly();
        }
      }
      assertThat(child.waitFor(1, TimeUnit.MINUTES)).as("it ended").isTrue();
    } finally {
      child.destroyForcibly();
    }
    if (killAt == Integer.MAX_VALUE) {
      assertThat(child.exitValue()).as(Files.readString(directory.resolve("err"))).isZero();
    }
    return steps;
  }

  /** The dead process's lock is known to be stale here. */
  private static void takeOver(Path place) {
    try (Repository repository = open(place)) {
      repository.unlockStale();
      assertThat(repository.locks().all()).isEmpty();
    }
  }

  private static Repository open(Path place) {
    return Repository.open(new LocalBackend(place), Backups.password());
  }

  private static List<SnapshotMeta> snapshots(Path place) {
    try (Repository repository = open(place)) {
      return repository.snapshots();
    }
  }

  private void assertLatestIs(Path place, Path source) throws IOException {
    Path target = Files.createTempDirectory(directory, "target");
    try (Repository repository = open(place)) {
      Backups.restore(repository, repository.snapshot("latest"), target);
    }
    assertThat(TreeFacts.differences(TreeFacts.of(source), TreeFacts.of(target))).isEmpty();
  }
}
