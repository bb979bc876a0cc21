package dev.davit.repository.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.backend.memory.MemoryBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that reads everything notices every damaged byte, also where no restore would look. */
class CheckTest {
  private static final long SEED = 90_125;

  @TempDir private Path source;
  private final Password password = Password.generated();
  private final Map<ObjectName, byte[]> objects = new TreeMap<>();

  @BeforeEach
  void store() throws IOException {
    System.out.println("check seed=" + SEED);
    var random = new Random(SEED);
    for (int i = 0; i < 4; i++) {
      byte[] content = new byte[900];
      random.nextBytes(content);
      Files.write(source.resolve("file-" + i), content);
    }
    var backend = new MemoryBackend();
    try (Repository repository = Repository.init(backend, password)) {
      Backups.backup(repository, source, Instant.EPOCH);
      Files.writeString(source.resolve("more"), "more");
      Backups.backup(repository, source, Instant.EPOCH.plusSeconds(60));
    }
    for (ObjectKind kind : ObjectKind.values()) {
      backend.list(kind, stored -> objects.put(stored.name(), backend.read(stored.name())));
    }
  }

  @Test
  void undamagedItIsSound() {
    assertThat(check(objects).isSound()).isTrue();
    assertThat(check(objects).snapshots()).isEqualTo(2);
  }

  @Test
  void slicesTakenInTurnReadEveryPackOnce() throws IOException {
    Backend backend = new MemoryBackend();
    try (Repository repository = Repository.init(backend, password)) {
      for (int i = 0; i < 12; i++) {
        Files.writeString(source.resolve("another"), "another " + i);
        Backups.backup(repository, source, Instant.EPOCH.plusSeconds(i));
      }
      long packs = read(repository, DataSubset.all());
      assertThat(packs).isGreaterThan(20);
      assertThat(read(repository, DataSubset.none())).isZero();
      for (int slices : new int[] {1, 2, 7, 30, 1000}) {
        long sum = 0;
        for (int i = 1; i <= slices; i++) {
          sum += read(repository, DataSubset.slice(i, slices));
        }
        assertThat(sum).as(slices + " slices").isEqualTo(packs);
      }
      assertThat(read(repository, DataSubset.share(100, 17))).isEqualTo(packs);
      long halves =
          read(repository, DataSubset.share(50, 77)) + read(repository, DataSubset.share(50, 5077));
      assertThat(halves).isEqualTo(packs);
    }
  }

  private static long read(Repository repository, DataSubset data) {
    CheckReport report = repository.check().run(data, CheckListener.NONE, () -> false);
    assertThat(report.problems()).isEmpty();
    return report.readPacks();
  }

  @Test
  void everyFlippedBitIsFound() {
    var random = new Random(SEED);
    for (ObjectName name : objects.keySet()) {
      int length = objects.get(name).length;
      for (int at = 0; at < length; at += Math.max(1, length / 80)) {
        byte[] changed = objects.get(name).clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        assertFound("bit flipped at " + at + " of " + name, name, changed);
      }
    }
  }

  @Test
  void everyTruncationAndEveryAdditionIsFound() {
    for (ObjectName name : objects.keySet()) {
      int length = objects.get(name).length;
      for (int other : new int[] {0, 1, length / 2, length - 1, length + 1}) {
        assertFound(
            name + " with " + other + " bytes", name, Arrays.copyOf(objects.get(name), other));
      }
    }
  }

  @Test
  void everyMissingObjectIsFoundButASnapshotThatMayHaveBeenForgotten() {
    for (ObjectName name : objects.keySet()) {
      if (name.kind() != ObjectKind.SNAPSHOT) {
        assertFound("missing " + name, name, null);
      }
    }
  }

  @Test
  void everySwappedPairIsFound() {
    for (ObjectKind kind : List.of(ObjectKind.PACK, ObjectKind.INDEX, ObjectKind.SNAPSHOT)) {
      List<ObjectName> alike = objects.keySet().stream().filter(n -> n.kind() == kind).toList();
      assertThat(alike).as(kind.name()).hasSizeGreaterThan(1);
      assertFound("swapped " + kind, alike.get(0), objects.get(alike.get(1)));
    }
  }

  @Test
  void aDamagedObjectIsToldWithTheSnapshotsThatNeedIt() throws IOException {
    Backend backend = new MemoryBackend();
    try (Repository repository = Repository.init(backend, password)) {
      String[] ids = new String[3];
      ObjectName[] packs = new ObjectName[3];
      for (int i = 0; i < 3; i++) {
        var before = backend.list(ObjectKind.PACK);
        Files.writeString(source.resolve("file-" + (i == 0 ? 0 : 1)), "version " + i);
        ids[i] = Backups.backup(repository, source, Instant.EPOCH.plusSeconds(i)).id();
        packs[i] = dataPack(repository, backend, before);
      }
      backend.delete(packs[1]); // holds version 1 of file-1, which the second one alone needs
      var second = repository.check().run(DataSubset.none(), CheckListener.NONE, () -> false);
      assertThat(second.damages())
          .filteredOn(damage -> damage.object().equals("pack " + packs[1].id()))
          .singleElement()
          .satisfies(damage -> assertThat(damage.snapshots()).containsExactly(ids[1]));

      backend.delete(packs[0]); // holds what all have
      var all = repository.check().run(DataSubset.none(), CheckListener.NONE, () -> false);
      assertThat(all.damages())
          .filteredOn(damage -> damage.object().equals("pack " + packs[0].id()))
          .singleElement()
          .satisfies(damage -> assertThat(damage.snapshots()).containsExactly(ids));
    }
  }

  private static ObjectName dataPack(
      Repository repository, Backend backend, List<StoredObject> before) {
    return backend.list(ObjectKind.PACK).stream()
        .filter(pack -> !before.contains(pack))
        .filter(pack ->
            repository.blobs().header(BlobId.parse(pack.name().id()), pack.size()).stream()
                .allMatch(blob -> blob.type() == BlobType.DATA))
        .map(StoredObject::name)
        .findFirst()
        .orElseThrow();
  }

  private void assertFound(String what, ObjectName name, byte[] bytes) {
    Map<ObjectName, byte[]> damaged = new TreeMap<>(objects);
    if (bytes == null) {
      damaged.remove(name);
    } else {
      damaged.put(name, bytes);
    }
    boolean found;
    try {
      found = !check(damaged).isSound();
    } catch (DavitException e) {
      found = true; // it does not even open
    }
    assertThat(found).as(what).isTrue();
  }

  private CheckReport check(Map<ObjectName, byte[]> stored) {
    Backend backend = new MemoryBackend();
    stored.forEach((name, bytes) -> backend.create(name, ObjectBody.of(bytes)));
    try (Repository repository = Repository.open(backend, password)) {
      return repository.check().run(DataSubset.all(), CheckListener.NONE, () -> false);
    }
  }
}
