package dev.davit.repository;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.crypto.KeyInfo;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  @TempDir private Path directory;
  private final Password second = new Password("another".toCharArray());

  @BeforeEach
  void init() {
    Repository.init(new LocalBackend(directory), Backups.password()).close();
  }

  private Repository open(Password password) {
    return Repository.open(new LocalBackend(directory), password);
  }

  @Test
  void everyPasswordOpensUntilItsKeyIsRemoved() throws Exception {
    String added;
    try (Repository first = open(Backups.password())) {
      added = first.keys().add(second, "clerk", "desk");
      assertThat(first.keys().list())
          .extracting(KeyInfo::id)
          .containsExactlyInAnyOrder(first.keys().current(), added);
    }
    try (Repository other = open(second)) {
      assertThat(other.keys().current()).isEqualTo(added);
    }
    assertThat(new Restic(directory).run("key", "list")).contains("clerk").contains("desk");
    try (Repository first = open(Backups.password())) {
      assertThat(first.keys().remove(added.substring(0, 12))).isEqualTo(added);
    }
    assertFails(ErrorCode.WRONG_KEY, () -> open(second));
    new Restic(directory).run("check");
  }

  @Test
  void theKeyInUseIsNeverRemovedSoThatOneAlwaysOpens() {
    try (Repository repository = open(Backups.password())) {
      String current = repository.keys().current();
      assertFails(ErrorCode.INVALID_REQUEST, () -> repository.keys().remove(current));
      assertFails(ErrorCode.INVALID_REQUEST, () -> repository.keys().remove("0000000000"));
      assertFails(ErrorCode.INVALID_REQUEST, () -> repository.keys().remove(""));
    }
    open(Backups.password()).close();
  }

  @Test
  void aReplacedPasswordOpensNothingAndTheNewOneEverythingStored() throws Exception {
    Path source = Files.createDirectories(directory.resolveSibling(directory.getFileName() + "-s"));
    Files.writeString(source.resolve("a"), "kept");
    try (Repository repository = open(Backups.password())) {
      Backups.backup(repository, source, Instant.EPOCH);
      repository.keys().replace(second, "clerk", "desk");
    }
    assertFails(ErrorCode.WRONG_KEY, () -> open(Backups.password()));
    try (Repository repository = open(second)) {
      var snapshot = repository.snapshot("latest");
      var node = repository.node(snapshot.tree(), "a");
      assertThat(repository.read(node).readAllBytes()).asString().isEqualTo("kept");
    }
    Files.delete(source.resolve("a"));
    Files.delete(source);
  }

  @Test
  void aWrongKeyIsRefusedAndNothingIsWritten() throws IOException {
    Map<String, String> before = stored();
    assertFails(ErrorCode.WRONG_KEY, () -> open(second));
    assertThat(stored()).isEqualTo(before);
    assertFails(
        ErrorCode.REPOSITORY_EXISTS, () -> Repository.init(new LocalBackend(directory), second));
    assertThat(stored()).isEqualTo(before);
  }

  /** Every file with its size and time. */
  private Map<String, String> stored() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (var files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        found.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return found;
  }
}
