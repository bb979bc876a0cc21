package dev.davit.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database has about 100 MB of rows, much more than may lie on disk. */
class BoundedStagingTest {
  private static final long MIB = 1 << 20;
  private static TestCluster cluster;
  private static DatabaseUrl source;

  @BeforeAll
  static void start() throws Exception {
    cluster = TestCluster.start();
    source = cluster.createDatabase("big");
    for (int i = 0; i < 3; i++) {
      TestCluster.execute(
          source,
          "CREATE UNLOGGED TABLE t"
              + i
              + " AS SELECT i, repeat(md5(i::text), 30) AS t"
              + " FROM generate_series(1, 38000) i");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  private static DumpResult dump(
      StagingDirectory staging, DumpOptions options, DumpSink sink, BooleanSupplierOf cancelled)
      throws IOException, InterruptedException {
    var programs = PostgresPrograms.find(cluster.server().programs().major(), null);
    try (var pin =
        PinnedSnapshot.open(List.of(source), null, DumpAndRestoreTest.PLAIN, Duration.ZERO)) {
      return new PgDump(programs, options)
          .run(pin.databases().getFirst(), null, staging, sink, n -> {}, cancelled::now);
    }
  }

  private interface BooleanSupplierOf {
    boolean now();
  }

  /** Bytes on disk, holes left out. */
  private static long used(Path directory) throws IOException {
    try {
      var du =
          new ProcessBuilder("du", "-s", "--block-size=1", directory.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      du.waitFor();
      return text.isEmpty() ? 0 : Long.parseLong(text.split("\t", 2)[0]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void readSlowly(InputStream in, AtomicLong most, Path staging) throws IOException {
    byte[] buffer = new byte[1 << 20];
    while (in.read(buffer) >= 0) {
      most.accumulateAndGet(used(staging), Math::max);
    }
  }

  @Test
  void aSlowReaderHoldsTheDumpBackAndLittleLiesOnDisk() throws Exception {
    var most = new AtomicLong();
    try (var staging = cluster.staging("bounded")) {
      var result =
          dump(
              staging,
              DumpOptions.DEFAULT.withWaitingLimit(8 * MIB),
              (name, in) -> readSlowly(in, most, staging.path()),
              () -> false);
      assertThat(result.bytes()).isGreaterThan(100 * MIB);
      assertThat(most.get()).isBetween(MIB, 70 * MIB);
    }
  }

  @Test
  void aDatabaseLargerThanTheStagingFileSystemIsDumped() throws Exception {
    Path mount = mountSmall("small", "48m");
    try (var staging = StagingDirectory.open(mount.resolve("staging"))) {
      var read = new AtomicLong();
      var result =
          dump(
              staging,
              DumpOptions.DEFAULT,
              (name, in) -> read.addAndGet(in.transferTo(OutputStream.nullOutputStream())),
              () -> false);
      assertThat(read.get()).isEqualTo(result.bytes()).isGreaterThan(100 * MIB);
      assertThat(result.fingerprints()).allMatch(f -> f.rows() == 38000);
    } finally {
      assertThat(run("umount", mount.toString())).isTrue();
    }
  }

  @Test
  void aFullDiskIsToldAsSuch() throws Exception {
    Path mount = mountSmall("full", "256k");
    try (var staging = StagingDirectory.open(mount.resolve("staging"))) {
      assertThatThrownBy(
              () -> dump(staging, DumpOptions.DEFAULT, (name, in) -> await(in), () -> false))
          .isInstanceOfSatisfying(
              DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    } finally {
      assertThat(run("umount", mount.toString())).isTrue();
    }
  }

  /** Reads one byte at a time, which is slower than pg_dump writes. */
  private static void await(InputStream in) throws IOException {
    while (in.read() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static Path mountSmall(String name, String size) throws Exception {
    Path mount = Files.createDirectories(cluster.directoryOfTest().resolve(name));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", mount.toString()),
        "a small file system can be mounted by root only");
    return mount;
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  @Test
  void aReaderThatFailsEndsTheDump() throws Exception {
    try (var staging = cluster.staging("failing")) {
      DumpSink full =
          (name, in) -> {
            throw new IOException("the store is full");
          };
      assertThatThrownBy(() -> dump(staging, DumpOptions.DEFAULT, full, () -> false))
          .isInstanceOf(IOException.class)
          .hasMessage("the store is full");
      try (var left = Files.list(staging.path())) {
        assertThat(left).isEmpty();
      }
      assertThat(processesThatName(staging.path())).isZero();
    }
  }

  @Test
  void aCancelledDumpLeavesNoProcessBehindEvenIfItWasHeldBack() throws Exception {
    var begun = new AtomicBoolean();
    try (var staging = cluster.staging("cancelled")) {
      DumpSink sink =
          (name, in) -> {
            begun.set(in.read() >= 0);
            in.transferTo(OutputStream.nullOutputStream());
          };
      assertThatThrownBy(
              () -> dump(staging, DumpOptions.DEFAULT.withWaitingLimit(1), sink, begun::get))
          .isInstanceOfSatisfying(
              DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
      assertThat(processesThatName(staging.path())).isZero();
    }
  }

  private static long processesThatName(Path staging) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    long count;
    do {
      count =
          ProcessHandle.allProcesses()
              .filter(p -> p.info().commandLine().orElse("").contains(staging.toString()))
              .count();
    } while (count > 0 && System.nanoTime() < end);
    return count;
  }
}
