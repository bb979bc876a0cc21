package dev.davit.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: its bytes, its signals, its locks. */
class RepoProcessTest {
  @TempDir private Path room;
  private RepoGround ground;
  private Process process;

  @BeforeEach
  void init() throws IOException {
    ground = new RepoGround(room);
    ground.json("init");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private int ended() throws Exception {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ended").isTrue();
    return process.exitValue();
  }

  /** Blocked in a backup: it has read all there is so far, and waits for more. */
  private void startBackupOfEndlessInput() throws IOException {
    process = ground.start("backup", "--stdin", "endless");
    process.getOutputStream().write(new byte[100_000]);
    process.getOutputStream().flush();
    Await.until("the backup holds its lock", () -> ground.json("locks").size() == 1);
  }

  @Test
  void standardInputIsStoredAndItsBytesComeBack() throws Exception {
    byte[] bytes = new byte[2_500_000];
    new java.util.Random(3).nextBytes(bytes);
    process = ground.start("backup", "--stdin", "dump.bin");
    try (var in = process.getOutputStream()) {
      in.write(bytes);
    }
    assertThat(ended()).as(ground.errors()).isZero();

    process = ground.start("cat", "latest:/dump.bin");
    assertThat(process.getInputStream().readAllBytes()).isEqualTo(bytes);
    assertThat(ended()).isZero();
  }

  @Test
  void whoIsInterruptedPublishesNothingAndLeavesNoLock() throws Exception {
    startBackupOfEndlessInput();
    signal("INT");
    assertThat(ended()).isEqualTo(130);
    assertThat(ground.json("locks")).isEmpty();
    assertThat(ground.json("snapshots")).isEmpty();
    ground.restic("check", "--read-data");
  }

  private void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void whoDeletesWaitsForNobodyAndSaysWhoHoldsTheLock() throws Exception {
    startBackupOfEndlessInput();
    var run = ground.davit("prune");
    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).startsWith("DAVIT-4104").contains("process " + process.pid());
    var lock = ground.json("locks").get(0);
    assertThat(lock.path("exclusive").asBoolean()).isFalse();
    assertThat(lock.path("stale").asBoolean()).isFalse();
    assertThat(ground.json("unlock").path("removed").asInt()).isZero();
  }

  @Test
  void aKilledCommandsLockIsRemovedByUnlock() throws Exception {
    startBackupOfEndlessInput();
    process.destroyForcibly();
    ended();
    assertThat(ground.json("locks").get(0).path("stale").asBoolean()).isTrue();
    assertThat(ground.davit("prune").exitCode()).isEqualTo(11);
    assertThat(ground.json("unlock").path("removed").asInt()).isEqualTo(1);
    assertThat(ground.davit("prune").exitCode()).isZero();
    ground.restic("check", "--read-data");
  }

  @Test
  void aCommandWhoseLockWasTakenAwayPublishesNothing() throws Exception {
    startBackupOfEndlessInput();
    assertThat(ground.json("unlock", "--all").path("removed").asInt()).isEqualTo(1);
    process.getOutputStream().close();
    assertThat(ended()).isEqualTo(1);
    assertThat(ground.errors()).contains("DAVIT-4110");
    assertThat(ground.json("snapshots")).isEmpty();
    assertThat(Files.exists(ground.repository())).isTrue();
  }
}
