package dev.davit.repository.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixFileTest {
  private static final byte[] NAME = {'f', (byte) 0xe4};
  private static final byte[] PLAIN = {'p'};
  @TempDir Path temp;
  private Directory directory;

  @BeforeEach
  void open() throws IOException {
    directory = Directory.open(temp);
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] content = new byte[1_000_003];
    new Random(7).nextBytes(content);
    try (PosixFile file = directory.create(PLAIN, 0600)) {
      file.write(content, 0, content.length, 0);
      file.sync();
    }
    assertThat(Files.readAllBytes(temp.resolve("p"))).isEqualTo(content);
    try (InputStream in = directory.open(PLAIN, false).stream()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void holesAreFoundAndPunched() throws IOException {
    int block = 1 << 20;
    try (PosixFile file = directory.create(NAME, 0600)) {
      byte[] data = new byte[block];
      new Random(1).nextBytes(data);
      file.setSize(4L * block);
      file.write(data, 0, block, 2L * block);
      SparseFile sparse = file.sparse();
      assumeTrue(file.stat().allocated() < 4L * block, "the file system has no holes");
      assertThat(sparse.nextData(0)).isEqualTo(2L * block);
      assertThat(sparse.nextHole(2L * block)).isEqualTo(3L * block);
      assertThat(sparse.nextData(3L * block)).isEqualTo(-1);

      assumeTrue(sparse.punch(2L * block, block), "the file system cannot punch holes");
      assertThat(sparse.nextData(0)).isEqualTo(-1);
      assertThat(file.stat().size()).isEqualTo(4L * block);
      assertThat(file.stat().allocated()).isLessThan(block);
    }
  }

  @Test
  void attributesOfFilesDirectoriesAndOddNamesAreKept() throws IOException {
    byte[] attribute = "user.origin".getBytes(StandardCharsets.UTF_8);
    byte[] value = {0, 1, 2, (byte) 0xff};
    directory.create(NAME, 0600).close();
    try {
      directory.xattrs(NAME).set(attribute, value);
    } catch (PosixException e) {
      assumeTrue(!e.isUnsupported(), "the file system has no attributes");
      throw e;
    }
    directory.xattrs().set(attribute, new byte[0]);

    assertThat(directory.xattrs(NAME).names()).contains(attribute);
    assertThat(directory.xattrs(NAME).get(attribute)).hasValue(value);
    assertThat(directory.xattrs().get(attribute)).hasValue(new byte[0]);
    assertThat(directory.xattrs(NAME).get("user.none".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void aProcessIsStoppedAndEnded() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    assertThat(ProcessSignal.STOP.send(sleeper.pid())).isTrue();
    assertThat(ProcessSignal.KILL.send(sleeper.pid())).isTrue();
    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessSignal.KILL.send(sleeper.pid())).isFalse();
  }

  @Test
  void everythingIsSaidOfAFullDisk() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (Directory dev = Directory.open(Path.of("/dev"));
        PosixFile file = dev.open("full".getBytes(StandardCharsets.UTF_8), true)) {
      IOException failure = null;
      try {
        file.write(new byte[1], 0, 1, 0);
      } catch (IOException e) {
        failure = e;
      }
      assertThat(failure).isNotNull();
      assertThat(PosixException.problem(failure, "file \"/dev/full\""))
          .hasMessageContaining("DAVIT-3103")
          .hasMessageContaining("\"/dev/full\"");
    }
  }
}
