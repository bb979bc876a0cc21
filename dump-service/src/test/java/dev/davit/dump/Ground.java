package dev.davit.dump;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.ReferenceQuery;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.dump.store.MadeStore;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkKind;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.worker.RepositoryDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A real server with a small shop on it, a real repository in a directory, and dump-service's parts
 * without a broker.
 */
final class Ground implements AutoCloseable {
  static final SystemId SHOP = new SystemId("shop");
  static final String DATABASE = "shop";

  final Path directory;
  final Path staging;
  final Path repositoryDirectory;
  final TestPostgres postgres = TestPostgres.start();
  final SecretResolver secrets = new SecretResolver();
  final RepositoryDoor repositories = new RepositoryDoor(secrets, null);
  final MadeStore made;
  final StagingRoom room;
  final ToolSettings tools = new ToolSettings(null, 2, Duration.ofSeconds(2), "test-process");

  Ground(Path directory) throws IOException {
    this.directory = directory;
    this.staging = directory.resolve("staging");
    this.repositoryDirectory = directory.resolve("repository");
    this.room = StagingRoom.open(staging);
    this.made = new MadeStore(postgres.freshSchema("classpath:db/dump"));
    secret("database", postgres.password().toCharArray());
    try (var password = Password.generated()) {
      secret("repository", password.chars());
      Repository.init(Backends.open(repositoryDirectory.toString(), StoreOptions.none()), password)
          .close();
    }
  }

  SecretRef secret(String name, char[] value) throws IOException {
    Path file = directory.resolve(name + ".secret");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, new String(value) + "\n");
    return new SecretRef("file:" + file);
  }

  private SecretRef secret(String name) {
    return new SecretRef("file:" + directory.resolve(name + ".secret"));
  }

  /** Statements on one database of the server, outside of any transaction. */
  void sql(String database, String... statements) throws SQLException {
    try (var connection = url(database).connect(password());
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of the first row. */
  String query(String database, String sql) throws SQLException {
    try (var connection = url(database).connect(password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  DatabaseUrl url(String database) {
    return postgres.url(database);
  }

  char[] password() {
    return postgres.password().toCharArray();
  }

  /** A shop with files, made anew. */
  void makeShop(int rows) throws SQLException {
    sql("postgres", "drop database if exists shop with (force)", "create database shop");
    sql(
        DATABASE,
        "create schema sales",
        "create table items (id bigint primary key, title text, image text)",
        "create table sales.orders (id bigint primary key, item bigint references items, at timestamptz)",
        "create view popular as select item, count(*) from sales.orders group by item",
        "insert into items select i, 'title ' || i || repeat(md5(i::text), 20), '/srv/media/' || (i % 50) || '.jpg'"
            + " from generate_series(1, "
            + rows
            + ") i",
        "insert into sales.orders select i, 1 + i % "
            + rows
            + ", now() from generate_series(1, "
            + rows
            + ") i");
  }

  SystemSettings settings() {
    return new SystemSettings(
        DeploymentKind.FULL_BACKEND,
        "generic",
        new DatabaseSettings(null, url(DATABASE).toString(), secret("database"), List.of(), null),
        List.of(new MediaRoot("main", "/srv/media", List.of())),
        List.of(),
        List.of(new ReferenceQuery(DATABASE, null, "select image from items")),
        new RepositorySettings(
            repositoryDirectory.toString(), secret("repository"), Map.of(), null, null));
  }

  SystemSettings withDatabase(UnaryOperator<DatabaseSettings> change) {
    var s = settings();
    return new SystemSettings(
        s.kind(),
        s.profile(),
        change.apply(s.database()),
        s.media(),
        s.configuration(),
        s.references(),
        s.repository());
  }

  DatabaseCapture capture() {
    return new DatabaseCapture(repositories, secrets, room, tools);
  }

  RecoveryTools recoveryTools() {
    return new RecoveryTools(repositories, secrets, room, tools, made);
  }

  DatabaseSteps steps() {
    return new DatabaseSteps(recoveryTools());
  }

  Repository repository() {
    return repositories.open(settings().repository());
  }

  /** Work as a worker would have claimed it. */
  static Work work(WorkKind kind, Order order, RunId run, long epoch, Map<String, String> notes) {
    return new Work(
        UUID.randomUUID(),
        kind,
        run,
        order.system(),
        1,
        Envelope.first("/test", Instant.EPOCH, order),
        Map.of(),
        notes,
        "test",
        epoch,
        (int) epoch,
        false);
  }

  static Work backup(RunId run, SystemSettings settings, long epoch) {
    return backup(run, settings, epoch, Map.of());
  }

  static Work backup(RunId run, SystemSettings settings, long epoch, Map<String, String> notes) {
    return work(Orders.CAPTURE, new BackupStarted(SHOP, run, settings, 1, null), run, epoch, notes);
  }

  static Work step(RunId run, int ordinal, RecoveryStep step, RecoveryContext context, long epoch) {
    return work(
        Orders.STEP,
        new RecoveryStepStarted(SHOP, run, ordinal, step, context),
        run,
        epoch,
        Map.of());
  }

  static Work survey(RunId run, RecoveryContext context) {
    return work(Orders.SURVEY, new RecoveryStarted(SHOP, run, context), run, 1, Map.of());
  }

  /** Captures and publishes a snapshot, as audit-service would. */
  SnapshotMeta point(SystemSettings settings) throws Exception {
    var lease = new TestLease();
    var run = RunId.random();
    var dump = (DumpCompleted) capture().run(backup(run, settings, 1), lease);
    var listed = lease.announced(ReferencesListed.class).getFirst();
    var parts = List.of(dump.part(), listed.part());
    Map<String, String> roots = new java.util.HashMap<>();
    settings.media().forEach(root -> roots.put(root.name(), root.path()));
    var manifest =
        new PointManifest(
            PointManifest.FORMAT,
            SHOP.value(),
            PointId.random().toString(),
            run.toString(),
            1,
            PointState.SEALED,
            settings.profile(),
            settings.database().home(),
            Instant.EPOCH,
            Instant.EPOCH,
            parts,
            dump.databases(),
            roots,
            Map.of(),
            new ClosureSummary(0, 0, 0, 0, List.of()),
            List.of());
    try (var repository = repository();
        var lock = repository.lockShared("test-seal")) {
      lock.requireHeld();
      return repository
          .commit()
          .join(
              new ArrayList<>(parts.stream().map(p -> BlobId.parse(p.tree())).toList()),
              Map.of(PointManifest.FILE, Json.bytes(manifest)),
              new SnapshotInfo("shop", List.of("/davit/shop"), List.of("davit"), Instant.EPOCH),
              () -> {});
    }
  }

  RecoveryContext context(SnapshotMeta snapshot, RecoveryTarget target, boolean replace) {
    return new RecoveryContext(settings(), PointId.random(), snapshot.id(), target, replace);
  }

  /** Another database of the same server. */
  RecoveryTarget elsewhere(String database) {
    return new RecoveryTarget(null, url(database).toString(), secret("database"), Map.of());
  }

  @Override
  public void close() {
    room.close();
    postgres.close();
  }
}
