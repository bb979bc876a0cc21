package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.StackDirectory;
import dev.davit.cli.verb.StoreAccess;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.repository.Repository;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.maintain.CheckListener;
import dev.davit.repository.maintain.DataSubset;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** I5: what is stored are the points that were announced, whole, each once, and no others. */
record RepositoryVerdict(Story story, StackDirectory directory, SystemId system) {
  void check(List<String> violations) throws IOException {
    Path place = directory.repositories().resolve(system.value());
    Path password = directory.secrets().resolve(system + ".repository");
    var settings =
        new RepositorySettings(
            place.toString(), new SecretRef("file:" + password), Map.of(), null, null);
    try (var backend = StoreAccess.open(settings);
        var word = Password.fromFile(password);
        var repository = Repository.open(backend, word)) {
      Map<String, RecoveryPointSealed> announced = announced();
      for (SnapshotMeta snapshot : repository.snapshots()) {
        var point = announced.remove(snapshot.id());
        if (point == null) {
          violations.add(system + ": nobody announced snapshot " + snapshot);
        } else {
          check(repository, snapshot, point, violations);
        }
      }
      announced
          .values()
          .forEach(point -> violations.add(system + ": there is no snapshot of " + point));
      repository
          .check()
          .run(DataSubset.all(), CheckListener.NONE, () -> false)
          .problems()
          .forEach(line -> violations.add(system + ": " + line));
    }
    noLockIn(place.resolve("locks"), violations);
  }

  private void noLockIn(Path directory, List<String> violations) throws IOException {
    if (Files.exists(directory)) {
      try (var locks = Files.list(directory)) {
        locks.forEach(lock -> violations.add(system + ": lock left: " + lock.getFileName()));
      }
    }
  }

  private Map<String, RecoveryPointSealed> announced() {
    return story.runs().values().stream()
        .flatMap(run -> run.seals().stream())
        .filter(sealed -> sealed.system().equals(system))
        .collect(Collectors.toMap(RecoveryPointSealed::snapshot, Function.identity(), (a, b) -> a));
  }

  private void check(
      Repository repository,
      SnapshotMeta snapshot,
      RecoveryPointSealed point,
      List<String> violations)
      throws IOException {
    repository
        .prove(snapshot.tree())
        .problems()
        .forEach(line -> violations.add(system + ", point " + point.point() + ": " + line));
    try (var file = repository.read(repository.node(snapshot.tree(), PointManifest.FILE))) {
      var manifest = Json.read(file.readAllBytes(), PointManifest.class);
      if (!manifest.run().equals(point.run().toString())
          || !manifest.point().equals(point.point().toString())
          || manifest.state() != PointState.SEALED
          || !manifest.closure().complete()) {
        violations.add(system + ": " + point + " differs from its manifest " + manifest);
      }
    }
  }
}
