package dev.davit.repository;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.archive.Archiver;
import dev.davit.repository.archive.ParentMatch;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.crypto.Key;
import dev.davit.repository.crypto.KeyRing;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.crypto.Unauthentic;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.maintain.Check;
import dev.davit.repository.maintain.Copy;
import dev.davit.repository.maintain.Forget;
import dev.davit.repository.maintain.IndexRepair;
import dev.davit.repository.maintain.Prune;
import dev.davit.repository.maintain.Statistics;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.UnpackedObjects;
import dev.davit.repository.restore.Restorer;
import dev.davit.repository.snapshot.LockTiming;
import dev.davit.repository.snapshot.Locks;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.PathNode;
import dev.davit.repository.snapshot.Proof;
import dev.davit.repository.snapshot.RepositoryLock;
import dev.davit.repository.snapshot.SnapshotCommit;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Snapshots;
import dev.davit.repository.snapshot.Tree;
import dev.davit.repository.snapshot.TreeReader;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * An open repository: the one door to everything stored. Thread-safe. Errors are {@link
 * dev.davit.contracts.error.DavitException}s. After a failed write, open it again.
 */
public final class Repository implements AutoCloseable {
  private final Backend backend;
  private final InstantSource clock;
  private final String id;
  private final BlobStore blobs;
  private final TreeReader trees;
  private final Snapshots snapshots;
  private final Locks locks;
  private final Archiver archiver;
  private final Restorer restorer;
  private final RepositoryKeys keys;

  private Repository(
      Backend backend, KeyRing.Opened opened, Config config, BlobStore blobs, InstantSource clock) {
    this.backend = backend;
    this.clock = clock;
    this.keys = new RepositoryKeys(backend, opened, clock);
    this.id = config.id();
    this.blobs = blobs;
    this.trees = new TreeReader(blobs);
    this.snapshots = new Snapshots(backend, blobs.objects());
    this.locks = new Locks(backend, blobs.objects(), clock, LockTiming.standard());
    this.archiver = new Archiver(blobs, trees, clock);
    this.restorer = new Restorer(blobs, trees);
  }

  /**
   * Makes a new repository.
   *
   * @throws DavitException {@code REPOSITORY_EXISTS}
   */
  public static Repository init(Backend backend, Password password) {
    return init(backend, password, Clock.systemUTC());
  }

  /** As {@link #init(Backend, Password)}, with the time from elsewhere. */
  public static Repository init(Backend backend, Password password, InstantSource clock) {
    if (backend.exists(ObjectName.config())) {
      throw exists(backend);
    }
    String user = System.getProperty("user.name", "");
    var key = new KeyRing(backend).create(password, user, "davit", clock.instant());
    Config config = Config.create();
    try {
      new UnpackedObjects(backend, key.master()).saveConfig(config.json());
    } catch (ObjectExists e) {
      throw exists(backend);
    }
    backend.sync();
    return new Repository(backend, key, config, new BlobStore(backend, key.master(), null), clock);
  }

  /**
   * @throws DavitException {@code REPOSITORY_MISSING}, {@code WRONG_KEY}, {@code
   *     REPOSITORY_UNSUPPORTED}, {@code REPOSITORY_DAMAGED}
   */
  public static Repository open(Backend backend, Password password) {
    return open(backend, password, null);
  }

  /**
   * @param cacheDirectory where index objects are kept between runs; null for nowhere
   */
  public static Repository open(Backend backend, Password password, Path cacheDirectory) {
    return open(backend, password, cacheDirectory, Clock.systemUTC());
  }

  /** As {@link #open(Backend, Password, Path)}, with the time from elsewhere. */
  public static Repository open(
      Backend backend, Password password, Path cacheDirectory, InstantSource clock) {
    return open(
        backend,
        password,
        clock,
        (key, config) -> {
          Path cache =
              cacheDirectory == null ? null : cacheDirectory.resolve(config.id()).resolve("index");
          return new BlobStore(backend, key, cache);
        });
  }

  /**
   * For {@link #repairIndex} alone: opens also where an index object is damaged, and finds nothing
   * that is stored.
   */
  public static Repository openWithoutIndex(Backend backend, Password password) {
    return open(
        backend,
        password,
        Clock.systemUTC(),
        (key, config) -> BlobStore.withoutIndex(backend, key));
  }

  private static Repository open(
      Backend backend,
      Password password,
      InstantSource clock,
      BiFunction<Key, Config, BlobStore> blobs) {
    byte[] sealed;
    try {
      sealed = backend.read(ObjectName.config());
    } catch (ObjectMissing e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_MISSING, "repository \"" + backend.location() + '"', null, e);
    }
    var key = new KeyRing(backend).open(password, candidate -> opens(candidate, sealed));
    byte[] json = new UnpackedObjects(backend, key.master()).open(ObjectName.config(), sealed);
    Config config = Config.parse(json);
    return new Repository(backend, key, config, blobs.apply(key.master(), config), clock);
  }

  private static boolean opens(Key key, byte[] sealed) {
    try {
      key.open(sealed);
      return true;
    } catch (Unauthentic e) {
      return false;
    }
  }

  private static DavitException exists(Backend backend) {
    return new DavitException(
        ErrorCode.REPOSITORY_EXISTS, "repository \"" + backend.location() + '"', null);
  }

  /** The repository's own id, 64 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** Where it is kept, without secrets. */
  public String location() {
    return backend.location();
  }

  /** What is below trees and snapshots, for the packages that maintain it. */
  public BlobStore blobs() {
    return blobs;
  }

  public Locks locks() {
    return locks;
  }

  public TreeReader trees() {
    return trees;
  }

  /**
   * The lock every writer holds; waits for nobody.
   *
   * @param hostname unique per process
   * @throws DavitException {@code REPOSITORY_LOCKED} by an exclusive one
   */
  public RepositoryLock lockShared(String hostname) {
    return locks.acquire(hostname, false);
  }

  /**
   * The lock of whoever deletes.
   *
   * @throws DavitException {@code REPOSITORY_LOCKED} by any other
   */
  public RepositoryLock lockExclusive(String hostname) {
    return locks.acquire(hostname, true);
  }

  /** Removes one lock, whoever holds it: for the lock of a worker known to be dead. */
  public void unlock(String lockId) {
    locks.remove(lockId);
  }

  /** Removes locks not refreshed for 30 minutes, and those of dead processes of this machine. */
  public int unlockStale() {
    return locks.removeStale();
  }

  public Archiver archiver() {
    return archiver;
  }

  /** What may be taken over from an earlier tree. */
  public ParentMatch parent(BlobId tree) {
    return new ParentMatch(tree);
  }

  /**
   * The barrier: everything stored so far is durable, packs first, then the index that names them.
   * A part may be announced only after it.
   */
  public void flush() {
    blobs.flush();
  }

  /** Publishes a snapshot under the locks held through this object; at least one must be. */
  public SnapshotCommit commit() {
    return new SnapshotCommit(blobs, trees, locks, snapshots);
  }

  /** All snapshots, oldest first. Takes no lock. */
  public List<SnapshotMeta> snapshots() {
    return snapshots.all();
  }

  /**
   * @param idOrPrefix id, a unique prefix of one, or {@code latest}
   * @throws DavitException {@code UNKNOWN_SNAPSHOT}
   */
  public SnapshotMeta snapshot(String idOrPrefix) {
    return snapshots.find(idOrPrefix);
  }

  /** Sees what other processes have indexed since. Done by itself for a blob that is not known. */
  public void refresh() {
    blobs.refresh();
  }

  public Tree tree(BlobId tree) {
    return trees.tree(tree);
  }

  /**
   * The node at a path such as {@code media/main/a.jpg}; null if there is none, or for the empty
   * path.
   */
  public Node node(BlobId rootTree, String path) {
    return trees.node(rootTree, path);
  }

  /** Every node below a tree, depth first, sorted, a directory before what is in it. Lazy. */
  public Stream<PathNode> walk(BlobId rootTree) {
    return trees.walk(rootTree);
  }

  /** Streams a file; each blob is verified before its bytes are seen. Errors as DavitException. */
  public InputStream read(Node file) {
    return trees.content(file);
  }

  public Restorer restorer() {
    return restorer;
  }

  /** Removes snapshots; needs the exclusive lock. */
  public Forget forget() {
    return new Forget(backend, snapshots, clock);
  }

  /** Frees what no snapshot reaches; needs the exclusive lock. */
  public Prune prune() {
    return new Prune(blobs, trees, snapshots, clock);
  }

  /** Copies snapshots to another repository; needs a shared lock of both. */
  public Copy copyTo(Repository other) {
    return new Copy(side(), other.side(), other.commit());
  }

  private Copy.Side side() {
    return new Copy.Side(blobs, trees, snapshots);
  }

  /** Makes the index anew from what packs say of themselves; needs the exclusive lock. */
  public IndexRepair repairIndex() {
    return new IndexRepair(blobs);
  }

  /** Looks for damage; best under a shared lock. */
  public Check check() {
    return new Check(blobs, trees, snapshots);
  }

  /** Who may open the repository. */
  public RepositoryKeys keys() {
    return keys;
  }

  /** Counts what is stored. Takes no lock. */
  public Statistics statistics() {
    return new Statistics(blobs, trees, snapshots);
  }

  /** Whether everything a tree needs is there. Reads trees, not file contents. */
  public ProofReport prove(BlobId rootTree) {
    return ProofReport.of(new Proof(blobs, trees).run(rootTree));
  }

  /**
   * Ends background work. What was not flushed is lost; locks are removed; the backend stays open.
   */
  @Override
  public void close() {
    blobs.close();
    locks.releaseAll();
  }
}
