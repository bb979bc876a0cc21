package dev.davit.media;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.ParentPoint;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PathOrder;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.point.Reference;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkKind;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.worker.RepositoryDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A media tree, a real repository in a directory, and what dump-service would have said. */
final class Ground {
  static final SystemId SHOP = new SystemId("shop");
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");

  final Path directory;
  final Path media;
  final Path elsewhere;
  final Path repositoryDirectory;
  final RepositoryDoor repositories = new RepositoryDoor(new SecretResolver(), null);
  List<String> excludes = List.of();

  Ground(Path directory) throws IOException {
    this.directory = directory;
    this.media = Files.createDirectory(directory.resolve("media"));
    this.elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    this.repositoryDirectory = directory.resolve("repository");
    try (var password = Password.generated()) {
      Path secret = Files.writeString(secret(), new String(password.chars()));
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      Repository.init(Backends.open(repositoryDirectory.toString(), StoreOptions.none()), password)
          .close();
    }
  }

  Path secret() {
    return directory.resolve("repository.secret");
  }

  /** A file, with the directories above it. */
  static Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  SystemSettings settings() {
    return new SystemSettings(
        DeploymentKind.FULL_BACKEND,
        "generic",
        new DatabaseSettings(null, "postgresql://u@127.0.0.1/shop", null, List.of(), null),
        List.of(new MediaRoot("main", media.toString(), excludes)),
        List.of(),
        List.of(),
        new RepositorySettings(
            repositoryDirectory.toString(),
            new SecretRef("file:" + secret()),
            Map.of(),
            null,
            null));
  }

  Repository repository() {
    return repositories.open(settings().repository());
  }

  MediaCapture capture() {
    return new MediaCapture(repositories, "test-process", Duration.ofSeconds(30));
  }

  static DumpPinned pinned(RunId run, int ordinal) {
    return new DumpPinned(SHOP, run, new Pin(run, ordinal), List.of("shop"), "0/1", AT);
  }

  /** Stores a list as dump-service does. */
  ReferencesListed listed(RunId run, int ordinal, List<Path> paths) {
    var text = new StringBuilder();
    paths.stream()
        .map(Path::toString)
        .distinct()
        .sorted(PathOrder.INSTANCE)
        .map(path ->
            new Reference(
                Reference.Kind.MANAGED, "file://" + path, path, "public.items", "image", null, 1))
        .forEach(reference -> text.append(Json.text(reference)).append('\n'));
    text.append(
            Json.text(
                new Reference(
                    Reference.Kind.REMOTE, "https://e/x", null, "public.items", "image", null, 1)))
        .append('\n');
    try (var repository = repository()) {
      var tree =
          repository
              .archiver()
              .tree()
              .bytes("references/shop.ndjson", text.toString().getBytes(StandardCharsets.UTF_8))
              .write();
      repository.flush();
      var part = new PartManifest("references", tree.tree().toString(), 1, tree.bytes(), 0);
      return new ReferencesListed(SHOP, run, new Pin(run, ordinal), part, paths.size(), 0, 1);
    }
  }

  Work backup(RunId run, int ordinal, long epoch, ParentPoint parent, Map<String, String> notes) {
    return work(
        Orders.CAPTURE,
        new BackupStarted(SHOP, run, settings(), 1, parent),
        ordinal,
        epoch,
        notes,
        List.of(pinned(run, ordinal)));
  }

  MediaCompleted captured(RunId run, ParentPoint parent, List<Path> references) throws Exception {
    var lease = new TestLease();
    lease.hear(listed(run, 1, references));
    return (MediaCompleted) capture().run(backup(run, 1, 1, parent, Map.of()), lease);
  }

  /** Captures and publishes a snapshot, as audit-service would. */
  SnapshotMeta point(ParentPoint parent, List<Path> references) throws Exception {
    var run = RunId.random();
    return publish(run, captured(run, parent, references).part());
  }

  SnapshotMeta publish(RunId run, PartManifest part) {
    var manifest =
        new PointManifest(
            PointManifest.FORMAT,
            SHOP.value(),
            PointId.random().toString(),
            run.toString(),
            1,
            PointState.SEALED,
            "generic",
            null,
            AT,
            AT,
            List.of(part),
            List.of(),
            Map.of("main", media.toString()),
            Map.of(),
            new ClosureSummary(0, 0, 0, 0, List.of()),
            List.of());
    try (var repository = repository();
        var lock = repository.lockShared("test-seal")) {
      lock.requireHeld();
      return repository
          .commit()
          .join(
              new ArrayList<>(List.of(BlobId.parse(part.tree()))),
              Map.of(PointManifest.FILE, Json.bytes(manifest)),
              new SnapshotInfo("shop", List.of("/davit/shop"), List.of("davit"), AT),
              () -> {});
    }
  }

  static ParentPoint parent(SnapshotMeta snapshot) {
    return new ParentPoint(PointId.random(), snapshot.id());
  }

  RecoveryContext context(SnapshotMeta snapshot, RecoveryTarget target, boolean replace) {
    return new RecoveryContext(settings(), PointId.random(), snapshot.id(), target, replace);
  }

  static RecoveryTarget to(Path place) {
    return new RecoveryTarget(null, null, null, Map.of("main", place.toString()));
  }

  static Work step(RunId run, int ordinal, RecoveryStep step, RecoveryContext context) {
    return work(
        Orders.STEP,
        new RecoveryStepStarted(SHOP, run, ordinal, step, context),
        ordinal,
        1,
        Map.of(),
        List.of());
  }

  static Work survey(RunId run, RecoveryContext context) {
    return work(Orders.SURVEY, new RecoveryStarted(SHOP, run, context), 1, 1, Map.of(), List.of());
  }

  /** Work as a worker would have claimed it. */
  private static Work work(
      WorkKind kind,
      Order order,
      int generation,
      long epoch,
      Map<String, String> notes,
      List<RunFact> facts) {
    Map<String, Envelope> known = new java.util.HashMap<>();
    facts.forEach(fact ->
        known.put(EventTypes.name(fact.getClass()), Envelope.first("/test", Instant.EPOCH, fact)));
    return new Work(
        UUID.randomUUID(),
        kind,
        runOf(order),
        SHOP,
        generation,
        Envelope.first("/test", Instant.EPOCH, order),
        known,
        notes,
        "test",
        epoch,
        (int) epoch,
        false);
  }

  private static RunId runOf(Order order) {
    return switch (order) {
      case BackupStarted backup -> backup.run();
      case RecoveryStarted recovery -> recovery.run();
      case RecoveryStepStarted step -> step.run();
      default -> throw new IllegalArgumentException(order.toString());
    };
  }
}
