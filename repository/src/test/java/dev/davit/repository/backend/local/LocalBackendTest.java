package dev.davit.repository.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.backend.AccessDenied;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.BackendContract;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBackendTest extends BackendContract {
  @TempDir Path temp;

  @Override
  protected Backend open() {
    return new LocalBackend(temp.resolve("not/yet/made"));
  }

  @Test
  void nothingTemporaryIsLeftAndOnlyTheOwnerReads() throws IOException {
    ObjectName name = create(ObjectKind.PACK, new byte[] {1, 2});
    Path root = Path.of(backend.location());
    Path file = root.resolve(name.path());
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
  }

  @Test
  void foreignFilesAreNoObjects() throws IOException {
    ObjectName name = create(ObjectKind.PACK, new byte[] {1, 2});
    Path root = Path.of(backend.location());
    Path shard = root.resolve(name.path()).getParent();
    Files.writeString(shard.resolve(name.id() + "-tmp-1"), "left");
    Files.writeString(shard.resolve("ff".repeat(32)), "in the wrong directory");
    Files.writeString(root.resolve("data/README"), "foreign");
    Files.createDirectory(root.resolve("data/zz"));
    Files.createDirectory(shard.resolve(shard.getFileName() + "0".repeat(62)));
    assertThat(backend.list(ObjectKind.PACK)).extracting("name").isEqualTo(List.of(name));
  }

  @Test
  void aFileWhereADirectoryShouldBeIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    try (Backend onFile = new LocalBackend(file)) {
      assertThatThrownBy(() -> onFile.create(ObjectName.config(), ObjectBody.of(new byte[1])))
          .isInstanceOf(AccessDenied.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void afterALostWriteNoBarrierSucceedsAgain() {
    ObjectName name = create(ObjectKind.PACK, new byte[] {1, 2});
    Path file = Path.of(backend.location()).resolve(name.path());
    assertThatThrownBy(
            () -> {
              // A link in place of the file is the one way to make fsync fail without a bad disk.
              Files.delete(file);
              Files.createSymbolicLink(file, Path.of("nowhere"));
              backend.sync();
            })
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("DAVIT-4106");
    assertThatThrownBy(() -> backend.sync()).hasMessageContaining("lost");
  }
}
