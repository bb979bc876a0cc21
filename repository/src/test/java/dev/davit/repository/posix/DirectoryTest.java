package dev.davit.repository.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
  private static final byte[] NAME = bytes("f");
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
  void namesOfAnyBytesAreMadeReadAndRemoved() throws IOException {
    byte[] every = new byte[255];
    for (int i = 0; i < 255; i++) {
      every[i] = (byte) (i + 1 == '/' ? 'x' : i + 1);
    }
    byte[] latin = {'m', (byte) 0xfc, '\n', (byte) 0x80, (byte) 0xff};
    directory.create(every, 0600).close();
    directory.create(latin, 0600).close();

    assertThat(names()).usingElementComparator(Arrays::compareUnsigned).contains(every, latin);
    assertThat(directory.stat(latin).type()).isEqualTo(FileType.FILE);

    directory.delete(every);
    directory.delete(latin);
    assertThat(names()).isEmpty();
  }

  @Test
  void namesComeInTheOrderOfTheirUnsignedBytes() throws IOException {
    for (String hex : List.of("ff", "62", "6100", "61", "c3a4", "0a")) {
      byte[] name = HexFormat.of().parseHex(hex.replace("00", "01"));
      directory.create(name, 0600).close();
    }
    assertThat(names().stream().map(HexFormat.of()::formatHex))
        .containsExactly("0a", "61", "6101", "62", "c3a4", "ff");
  }

  @Test
  void aDirectoryOfThousandsIsReadWholeTwice() throws IOException {
    for (int i = 0; i < 5000; i++) {
      directory.create(bytes("a-rather-long-file-name-to-fill-the-buffer-" + i), 0600).close();
    }
    assertThat(directory.entries()).hasSize(5000);
    assertThat(directory.entries()).hasSize(5000);
  }

  @Test
  void metadataIsKeptToTheNanosecond() throws IOException {
    Instant mtime = Instant.parse("1969-12-31T23:59:58.123456789Z");
    Instant atime = Instant.parse("2038-06-01T00:00:00.000000001Z");
    try (PosixFile file = directory.create(NAME, 0600)) {
      file.write(bytes("content"), 0, 7, 0);
    }
    directory.setMode(NAME, 04751);
    directory.setTimes(NAME, atime, mtime);

    FileStat stat = directory.stat(NAME);
    assertThat(stat.mode()).isEqualTo(04751);
    assertThat(stat.mtime()).isEqualTo(mtime);
    assertThat(stat.atime()).isEqualTo(atime);
    assertThat(stat.size()).isEqualTo(7);
    assertThat(stat.inode()).isEqualTo(Files.getAttribute(temp.resolve("f"), "unix:ino"));
    assertThat(stat.device()).isEqualTo(Files.getAttribute(temp.resolve("f"), "unix:dev"));
    assertThat(stat.links()).isEqualTo(1);
    assertThat(stat.uid()).isEqualTo(Files.getAttribute(temp.resolve("f"), "unix:uid"));
  }

  @Test
  void aLinkIsNeverFollowed() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    byte[] target = {'o', 'u', 't', 's', 'i', 'd', 'e'};
    directory.makeLink(bytes("link"), target);
    directory.makeLink(bytes("file"), bytes("outside/secret"));

    assertThat(directory.stat(bytes("link")).type()).isEqualTo(FileType.SYMLINK);
    assertThat(directory.readLink(bytes("link"))).isEqualTo(target);
    assertThatThrownBy(() -> directory.directory(bytes("link"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> directory.open(bytes("file"), false))
        .isInstanceOfSatisfying(PosixException.class, e -> assertThat(e.isLink()).isTrue());
  }

  @Test
  void timesOfALinkAreItsOwn() throws IOException {
    Instant time = Instant.parse("2001-02-03T04:05:06.7Z");
    directory.makeLink(bytes("link"), bytes("nowhere"));
    directory.setTimes(bytes("link"), time, time);
    assertThat(directory.stat(bytes("link")).mtime()).isEqualTo(time);
  }

  @Test
  void pipesSocketsAndHardLinksAreMade() throws IOException {
    directory.makeFifo(bytes("pipe"), 0640);
    directory.makeNode(bytes("socket"), FileType.SOCKET, 0600, 0);
    directory.create(NAME, 0600).close();
    directory.hardLink(directory, NAME, bytes("second"));

    assertThat(directory.stat(bytes("pipe")).type()).isEqualTo(FileType.FIFO);
    assertThat(directory.stat(bytes("socket")).type()).isEqualTo(FileType.SOCKET);
    assertThat(directory.stat(bytes("second")).inode()).isEqualTo(directory.stat(NAME).inode());
    assertThat(directory.stat(NAME).links()).isEqualTo(2);
    // Would wait for ever if it waited for a writer.
    directory.open(bytes("pipe"), false).close();
  }

  @Test
  void failuresAreToldApartByType() throws IOException {
    directory.create(NAME, 0600).close();
    assertThatThrownBy(() -> directory.stat(bytes("none"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> directory.create(NAME, 0600))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> directory.create(new byte[300], 0600))
        .isInstanceOf(PosixException.class);
    assertThatThrownBy(() -> Directory.open(Path.of("/proc/1/map_files/none")))
        .isInstanceOfAny(NoSuchFileException.class, AccessDeniedException.class);
  }

  @Test
  void aClosedDirectoryIsNotUsedAgain() throws IOException {
    directory.close();
    directory.close();
    assertThatThrownBy(() -> directory.entries()).hasMessageContaining("closed");
  }

  @Test
  void ownersHaveNames() {
    var owners = new Owners();
    assertThat(owners.user(0)).isEqualTo("root");
    assertThat(owners.group(0)).isEqualTo("root");
    assertThat(owners.user(1_999_999_999)).isEmpty();
  }

  private List<byte[]> names() throws IOException {
    return directory.entries().stream().map(DirectoryEntry::name).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
