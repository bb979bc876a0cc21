package dev.davit.audit;

import dev.davit.audit.evidence.Signer;
import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.ParentPoint;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PathOrder;
import dev.davit.contracts.point.Reference;
import dev.davit.contracts.point.TableVersion;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.testing.SettableClock;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkKind;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import dev.davit.worker.RepositoryDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A real repository with parts as dump-service and media-service store them, a real schema, and
 * audit-service's parts without a broker.
 */
public final class Ground {
  public static final SystemId SHOP = new SystemId("shop");
  public static final Instant MOMENT = Instant.parse("2026-03-01T02:30:00Z");

  public final Path directory;
  public final Path media;
  public final Path repositoryDirectory;
  final SettableClock clock = new SettableClock(MOMENT.plusSeconds(600));
  final DataSource dataSource = TestPostgres.shared().freshSchema("classpath:db/audit");
  final RepositoryDoor repositories = new RepositoryDoor(new SecretResolver(), null);
  final KeyPair keys;
  final Signer signer;

  /** When the next capture is pinned. */
  public Instant moment = MOMENT;

  public final List<TableVersion> lineage = new ArrayList<>();

  public Ground(Path directory) throws IOException {
    this.directory = directory;
    this.media = Files.createDirectories(directory.resolve("srv/media"));
    this.repositoryDirectory = directory.resolve("repository");
    this.keys = writeKeys(directory);
    this.signer = Signer.of(directory.resolve("signing.key"), List.of());
    try (var password = Password.generated()) {
      secret("repository", new String(password.chars()));
      Repository.init(Backends.open(repositoryDirectory.toString(), StoreOptions.none()), password)
          .close();
    }
  }

  /** As the single-machine stack makes them. */
  public static KeyPair writeKeys(Path directory) throws IOException {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      pem(directory.resolve("signing.key"), "PRIVATE KEY", pair.getPrivate().getEncoded());
      pem(directory.resolve("signing.pub"), "PUBLIC KEY", pair.getPublic().getEncoded());
      return pair;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pem(Path file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String pem = "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind);
    Files.writeString(file, pem);
  }

  public SecretRef secret(String name, String value) throws IOException {
    Path file = directory.resolve(name + ".secret");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, value + "\n");
    return new SecretRef("file:" + file);
  }

  public SystemSettings settings() {
    return new SystemSettings(
        DeploymentKind.FULL_BACKEND,
        "generic",
        new DatabaseSettings(null, "postgresql://nobody@127.0.0.1:1/shop", null, List.of(), null),
        List.of(new MediaRoot("main", media.toString(), List.of())),
        List.of("/etc/shop/config.toml", "/etc/shop/absent.toml"),
        List.of(),
        new RepositorySettings(
            repositoryDirectory.toString(),
            new SecretRef("file:" + directory.resolve("repository.secret")),
            Map.of(),
            null,
            null));
  }

  Workplace workplace() {
    return workplace(clock);
  }

  Workplace workplace(InstantSource time) {
    return new Workplace(repositories, signer, new Transactions(dataSource), time, "test-process");
  }

  PointSealer sealer() {
    return new PointSealer(workplace());
  }

  public Repository repository() {
    return repositories.open(settings().repository());
  }

  public Path file(String name, String content) throws IOException {
    Path file = media.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  public static Reference managed(Path path) {
    return reference(Reference.Kind.MANAGED, path);
  }

  public static Reference external(Path path) {
    return reference(Reference.Kind.EXTERNAL, path);
  }

  private static Reference reference(Reference.Kind kind, Path path) {
    return new Reference(
        kind, path.toUri().toString(), path.toString(), "public.t", "file", null, 1);
  }

  public static Reference remote(String url) {
    return new Reference(Reference.Kind.REMOTE, url, null, "public.t", "file", null, 1);
  }

  /**
   * The facts of one pin: every part stored and durable, whatever the media directory holds now.
   */
  public List<RunFact> capture(RunId run, int ordinal, Path external, Reference... references)
      throws IOException {
    var pin = new Pin(run, ordinal);
    try (var repository = repository()) {
      PartManifest dump = dump(repository);
      PartManifest listed = references(repository, List.of(references));
      PartManifest stored = media(repository, external);
      repository.flush();
      var summary = new DatabaseSummary("shop", 160004, 3, 42, 1_000, lineage.size());
      return List.of(
          new DumpPinned(SHOP, run, pin, List.of("shop"), "0/1", moment),
          new ReferencesListed(
              SHOP,
              run,
              pin,
              listed,
              count(references, Reference.Kind.MANAGED),
              count(references, Reference.Kind.EXTERNAL),
              count(references, Reference.Kind.REMOTE)),
          new DumpCompleted(SHOP, run, pin, dump, List.of(summary)),
          new MediaCompleted(SHOP, run, pin, stored, 0));
    }
  }

  private static long count(Reference[] all, Reference.Kind kind) {
    return List.of(all).stream().filter(r -> r.kind() == kind).count();
  }

  private PartManifest dump(Repository repository) {
    var manifest =
        new DatabaseManifest(
            "shop", 160004, "UTF8", "C", "C", "shop", List.of(), 1_000, MOMENT, "0/1", null,
            List.of(), List.of(), lineage);
    var tree = repository.archiver().tree();
    tree.bytes("database/shop/toc.dat", "PGDMP".getBytes());
    tree.bytes("database/shop/1.dat", ("row\n".repeat(1000) + UUID.randomUUID()).getBytes());
    tree.bytes("database/shop.json", Json.bytes(manifest));
    tree.bytes("roles.sql", "create role shop;\n".getBytes());
    tree.bytes("config/1-config.toml", "a = 1\n".getBytes());
    return part("database", tree.write());
  }

  private static PartManifest references(Repository repository, List<Reference> references) {
    var sorted = new ArrayList<>(references);
    sorted.sort(
        Comparator.comparing((Reference r) -> r.path() == null)
            .thenComparing((left, right) ->
                left.path() == null
                    ? left.url().compareTo(right.url())
                    : PathOrder.INSTANCE.compare(left.path(), right.path())));
    var lines = new StringBuilder();
    sorted.forEach(reference -> lines.append(Json.text(reference)).append('\n'));
    var tree = repository.archiver().tree();
    tree.bytes("references/shop.ndjson", lines.toString().getBytes());
    return part("references", tree.write());
  }

  private PartManifest media(Repository repository, Path external) {
    var archiver = repository.archiver();
    var stored = archiver.store(new LocalTree(media), null, ArchiveListener.NONE, () -> false);
    var tree = archiver.tree().graft("media/main", stored);
    if (external != null) {
      tree.put("media/external" + external, archiver.file(external, null));
    }
    return part("media", tree.write());
  }

  private static PartManifest part(String kind, StoredTree tree) {
    return new PartManifest(
        kind, tree.tree().toString(), tree.files(), tree.bytes(), tree.stored());
  }

  BackupStarted order(RunId run, ParentPoint parent) {
    return new BackupStarted(SHOP, run, settings(), 1, parent);
  }

  /** Work as a worker would have claimed it. */
  static Work work(
      WorkKind kind,
      Order order,
      int generation,
      long epoch,
      List<RunFact> facts,
      TestLease lease) {
    Map<String, Envelope> heard = new HashMap<>();
    facts.forEach(fact -> {
      var envelope = Envelope.first("/test", Instant.EPOCH, fact);
      heard.put(envelope.name(), envelope);
    });
    return new Work(
        UUID.randomUUID(),
        kind,
        order.run(),
        order.system(),
        generation,
        Envelope.first("/test", Instant.EPOCH, order),
        heard,
        lease.notes(),
        "test",
        epoch,
        (int) epoch,
        false);
  }

  Work sealWork(RunId run, int pin, long epoch, List<RunFact> facts, TestLease lease) {
    return work(Orders.SEAL, order(run, null), pin, epoch, facts, lease);
  }

  /** A new point of what the media directory holds. */
  public RecoveryPointSealed seal(Reference... references) throws Exception {
    return seal(null, references);
  }

  RecoveryPointSealed seal(ParentPoint parent, Reference... references) throws Exception {
    var run = RunId.random();
    var lease = new TestLease();
    var facts = capture(run, 1, null, references);
    var work = work(Orders.SEAL, order(run, parent), 1, 1, facts, lease);
    return (RecoveryPointSealed) sealer().run(work, lease);
  }
}
