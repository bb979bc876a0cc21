package dev.davit.cli.breakglass;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.dump.DumpOptions;
import dev.davit.postgres.dump.DumpResult;
import dev.davit.postgres.dump.PgDump;
import dev.davit.postgres.dump.PinnedDatabase;
import dev.davit.postgres.dump.PinnedSnapshot;
import dev.davit.postgres.dump.RolesDump;
import dev.davit.postgres.dump.StagingDirectory;
import dev.davit.postgres.profile.GenericProfile;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.FileContent;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.chunk.ChunkSize;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * A shop on a real server with media beside it, and its recovery points in a repository as the
 * services store them: dumped by the server's own pg_dump, joined in one snapshot, signed.
 */
final class PointGround implements AutoCloseable {
  static final String SYSTEM = "shop";
  private static final String TYPE = "application/vnd.davit.recovery-point+json";

  final Path room;
  final TestPostgres postgres = TestPostgres.start();
  private final KeyPair keys;
  private int stored;

  PointGround(Path room) throws Exception {
    this.room = room;
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    publicKey("signing.pub", keys);
    try (var password = Password.generated()) {
      Files.writeString(password(), new String(password.chars()) + "\n");
      Repository.init(new LocalBackend(repository()), password).close();
    }
    makeShop();
  }

  Path repository() {
    return room.resolve("repository");
  }

  Path password() {
    return room.resolve("password");
  }

  Path publicKey() {
    return room.resolve("signing.pub");
  }

  Path publicKey(String name, KeyPair pair) throws Exception {
    String body = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    return Files.writeString(room.resolve(name), pem);
  }

  Path media() {
    return room.resolve("media");
  }

  private void makeShop() throws Exception {
    sql("postgres", "create database shop", "create role clerk nologin");
    sql(
        "shop",
        "create schema sales",
        "create table items (id bigint primary key, title text, image text)",
        "create table sales.orders (id bigint primary key, item bigint references items, at timestamptz)",
        "insert into items select i, 'title ' || i || repeat(md5(i::text), 9), 'main/' || i || '.jpg'"
            + " from generate_series(1, 3000) i",
        "insert into sales.orders select i, i, now() from generate_series(1, 3000) i",
        "alter table items owner to clerk");
    Files.createDirectories(media().resolve("deep/er"));
    for (int i = 0; i < 40; i++) {
      Files.writeString(media().resolve("deep/er/" + i + ".jpg"), "picture " + i);
    }
    Files.createDirectories(media().resolve("empty"));
  }

  void sql(String database, String... statements) throws SQLException {
    try (var session = url(database).connect(secret());
        var statement = session.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** The first column of the first row. */
  String query(String database, String sql) throws SQLException {
    try (var session = url(database).connect(secret());
        var statement = session.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  DatabaseUrl url(String database) {
    return postgres.url(database);
  }

  /** As people write it, password and all. */
  String written(String database) {
    var url = url(database);
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(postgres.user(), postgres.password(), url.host(), url.port(), database);
  }

  private char[] secret() {
    return postgres.password().toCharArray();
  }

  Repository open() {
    return Repository.open(new LocalBackend(repository()), Password.fromFile(password()));
  }

  /** The parts of a point: database, references, media. */
  record Parts(List<PartManifest> all, List<DatabaseSummary> databases) {}

  /** Stores what a sealed point is made of. */
  Parts capture(Repository repository) throws Exception {
    try (var staging = StagingDirectory.open(room.resolve("staging"));
        var pinned =
            PinnedSnapshot.open(
                List.of(url("shop")),
                secret(),
                new GenericProfile(Map.of(), List.of()),
                Duration.ZERO)) {
      var database = pinned.databases().getFirst();
      var tree = repository.archiver().tree();
      var programs = PostgresPrograms.find(database.serverMajor(), null);
      tree.bytes("roles.sql", RolesDump.read(programs, database.url(), secret(), staging));
      Map<String, FileContent> files = new ConcurrentSkipListMap<>();
      DumpResult result =
          new PgDump(programs, DumpOptions.DEFAULT)
              .run(
                  database,
                  secret(),
                  staging,
                  (name, in) ->
                      files.put(name, repository.archiver().content(in, ChunkSize.dump(0))),
                  bytes -> {},
                  () -> false);
      files.forEach((name, file) -> tree.file("database/shop/" + name, file, 0600, database.at()));
      tree.bytes("database/shop.json", Json.bytes(manifest(database, result)));
      var parts = List.of(part("database", tree.write()), part("media", media(repository)));
      repository.flush();
      long rows = result.fingerprints().stream().mapToLong(f -> f.rows()).sum();
      return new Parts(
          parts,
          List.of(
              new DatabaseSummary(
                  "shop",
                  database.serverVersion(),
                  result.fingerprints().size(),
                  rows,
                  result.bytes(),
                  0)));
    }
  }

  private StoredTree media(Repository repository) {
    var files =
        repository
            .archiver()
            .store(new LocalTree(media()), null, ArchiveListener.NONE, () -> false);
    return repository.archiver().tree().graft("media/main", files).write();
  }

  private static PartManifest part(String kind, StoredTree tree) {
    return new PartManifest(
        kind, tree.tree().toString(), tree.files(), tree.bytes(), tree.stored());
  }

  private static DatabaseManifest manifest(PinnedDatabase database, DumpResult result) {
    return new DatabaseManifest(
        database.name(),
        database.serverVersion(),
        database.encoding(),
        database.collate(),
        database.ctype(),
        database.owner(),
        database.extensions(),
        result.bytes(),
        database.at(),
        database.walPosition(),
        null,
        List.of(),
        result.fingerprints(),
        List.of());
  }

  PointManifest manifest(String system, Parts parts, PointState state) {
    var at = Instant.parse("2026-11-24T12:00:00Z").plusSeconds(stored++);
    return new PointManifest(
        PointManifest.FORMAT,
        system,
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        1,
        state,
        "generic",
        null,
        at,
        at,
        parts.all(),
        parts.databases(),
        Map.of("main", media().toString()),
        Map.of(),
        new ClosureSummary(0, 0, 0, 0, List.of()),
        List.of());
  }

  /** A whole point as the services leave it; returns its id. */
  String seal(String system, PointState state) throws Exception {
    try (var repository = open()) {
      var manifest = manifest(system, capture(repository), state);
      byte[] json = Json.bytes(manifest);
      publish(repository, manifest, Map.of(), json, envelope(json));
      return manifest.point();
    }
  }

  /**
   * @param more root files beside those of the point
   * @param envelope null: none
   */
  SnapshotMeta publish(
      Repository repository,
      PointManifest manifest,
      Map<String, byte[]> more,
      byte[] json,
      byte[] envelope) {
    Map<String, byte[]> root = new LinkedHashMap<>(more);
    root.put(PointManifest.FILE, json);
    if (envelope != null) {
      root.put(PointManifest.SIGNATURE_FILE, envelope);
    }
    List<BlobId> trees = new ArrayList<>();
    manifest.parts().forEach(part -> trees.add(BlobId.parse(part.tree())));
    var info =
        new SnapshotInfo(
            manifest.system(),
            List.of("/davit/" + manifest.system()),
            List.of("davit"),
            manifest.at());
    try (var lock = repository.lockShared("test/1")) {
      return repository.commit().join(trees, root, info, lock::requireHeld);
    }
  }

  /** DSSE over the manifest's bytes. */
  byte[] envelope(byte[] payload) throws GeneralSecurityException {
    return envelope(TYPE, payload);
  }

  /** As above, as something of another type. */
  byte[] envelope(String type, byte[] payload) throws GeneralSecurityException {
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(
        "DSSEv1 %d %s %d "
            .formatted(type.length(), type, payload.length)
            .getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(payload);
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(signed.toByteArray());
    var base64 = Base64.getEncoder();
    return Json.bytes(
        Map.of(
            "payloadType",
            type,
            "payload",
            base64.encodeToString(payload),
            "signatures",
            List.of(Map.of("sig", base64.encodeToString(signer.sign())))));
  }

  /** {@code diff -r}: nothing to say if both are alike. */
  static String difference(Path one, Path other) throws Exception {
    var diff =
        new ProcessBuilder("diff", "-r", one.toString(), other.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!diff.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("diff does not end");
    }
    return said;
  }

  @Override
  public void close() {
    postgres.close();
  }
}
