package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.backend.memory.MemoryBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.snapshot.PathNode;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No stored byte can be changed, cut off, taken away or swapped without being noticed. */
class DamageTest {
  private static final long SEED = 4711;
  private static final Set<ErrorCode> EXPECTED =
      EnumSet.of(
          ErrorCode.REPOSITORY_DAMAGED,
          ErrorCode.OBJECT_MISSING,
          ErrorCode.REPOSITORY_MISSING,
          ErrorCode.WRONG_KEY,
          ErrorCode.UNKNOWN_SNAPSHOT);

  @TempDir private Path directory;
  private final Password password = Password.generated();
  private final Map<ObjectName, byte[]> objects = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private String snapshot;

  @BeforeEach
  void store() throws IOException {
    System.out.println("damage seed=" + SEED);
    var random = new Random(SEED);
    Path source = Files.createDirectories(directory.resolve("source/sub"));
    for (int i = 0; i < 3; i++) {
      byte[] content = new byte[1500];
      random.nextBytes(content);
      Files.write(source.resolve("file-" + i), i == 0 ? new byte[1500] : content);
      files.put("sub/file-" + i, Files.readAllBytes(source.resolve("file-" + i)));
    }
    var backend = new MemoryBackend();
    try (Repository repository = Repository.init(backend, password);
        var lock = repository.lockShared("test/1")) {
      StoredTree stored =
          repository
              .archiver()
              .store(new LocalTree(source.getParent()), null, ArchiveListener.NONE, () -> false);
      var info = new SnapshotInfo("shop", List.of("/davit/shop"), List.of(), Instant.EPOCH);
      SnapshotMeta meta =
          repository.commit().join(List.of(stored.tree()), Map.of(), info, lock::requireHeld);
      snapshot = meta.id();
    }
    for (ObjectKind kind : ObjectKind.values()) {
      backend.list(kind, stored -> objects.put(stored.name(), backend.read(stored.name())));
    }
  }

  @Test
  void undamagedItReads() throws IOException {
    assertThat(objects.keySet())
        .extracting(ObjectName::kind)
        .contains(ObjectKind.CONFIG, ObjectKind.KEY, ObjectKind.INDEX, ObjectKind.SNAPSHOT)
        .contains(ObjectKind.PACK);
    assertThat(readAll(objects)).isTrue();
  }

  @Test
  void anyFlippedBitIsNoticed() throws IOException {
    var random = new Random(SEED);
    for (ObjectName name : objects.keySet()) {
      int length = objects.get(name).length;
      int step = Math.max(1, length / 60);
      for (int at = 0; at < length; at += step) {
        byte[] changed = objects.get(name).clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        assertNoticed("bit flipped at " + at + " of " + name, name, changed);
      }
    }
  }

  @Test
  void anyTruncationIsNoticed() throws IOException {
    for (ObjectName name : objects.keySet()) {
      int length = objects.get(name).length;
      for (int shorter : new int[] {0, 1, 31, length / 2, length - 1}) {
        byte[] cut = Arrays.copyOf(objects.get(name), shorter);
        assertNoticed("cut to " + shorter + " of " + name, name, cut);
      }
    }
  }

  @Test
  void anyMissingObjectIsNoticed() throws IOException {
    for (ObjectName name : objects.keySet()) {
      assertNoticed("missing " + name, name, null);
    }
  }

  @Test
  void objectsThatWereSwappedAreNoticed() throws IOException {
    List<ObjectName> packs =
        objects.keySet().stream().filter(name -> name.kind() == ObjectKind.PACK).toList();
    assertThat(packs).hasSizeGreaterThan(1);
    assertNoticed("swapped", packs.get(0), objects.get(packs.get(1)));
  }

  /** Bytes between what is used may change unseen by reading; the proof or the check sees them. */
  private void assertNoticed(String what, ObjectName name, byte[] bytes) throws IOException {
    Map<ObjectName, byte[]> damaged = new TreeMap<>(objects);
    if (bytes == null) {
      damaged.remove(name);
    } else {
      damaged.put(name, bytes);
    }
    boolean noticed;
    try {
      noticed = !readAll(damaged);
    } catch (DavitException e) {
      assertThat(EXPECTED).as("%s: %s", what, e.getMessage()).contains(e.code());
      noticed = true;
    }
    assertThat(noticed || isPackHeader(name, damaged)).as(what).isTrue();
  }

  /** A pack's own header is only read by check and by those who make a new index. */
  private static boolean isPackHeader(ObjectName name, Map<ObjectName, byte[]> damaged) {
    return name.kind() == ObjectKind.PACK && damaged.containsKey(name);
  }

  /** False if something is not proven; otherwise every byte that was read is right. */
  private boolean readAll(Map<ObjectName, byte[]> stored) throws IOException {
    Backend backend = new MemoryBackend();
    stored.forEach((name, bytes) -> backend.create(name, ObjectBody.of(bytes)));
    try (Repository repository = Repository.open(backend, password)) {
      SnapshotMeta meta = repository.snapshot(snapshot);
      if (!repository.prove(meta.tree()).complete()) {
        return false;
      }
      for (PathNode found : repository.walk(meta.tree()).toList()) {
        if (found.node().isFile()) {
          assertThat(repository.read(found.node()).readAllBytes())
              .isEqualTo(files.get(found.path()));
        }
      }
      Path target = Files.createTempDirectory(directory, "target");
      repository
          .restorer()
          .restore(meta.tree(), target, RestoreOptions.all(), RestoreListener.NONE, () -> false);
      for (var file : files.entrySet()) {
        assertThat(Files.readAllBytes(target.resolve(file.getKey()))).isEqualTo(file.getValue());
      }
      for (StoredObject snapshots : backend.list(ObjectKind.SNAPSHOT)) {
        assertThat(repository.snapshot(snapshots.name().id())).isNotNull();
      }
      return true;
    }
  }
}
