package dev.davit.repository;

import dev.davit.repository.archive.Archiver;
import dev.davit.repository.archive.ParentMatch;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.restore.Restorer;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.PathNode;
import dev.davit.repository.snapshot.RepositoryLock;
import dev.davit.repository.snapshot.SnapshotCommit;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Tree;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An open repository: the one door to everything stored. Thread-safe. Errors are {@link
 * dev.davit.contracts.error.DavitException}s. After a failed write, open it again.
 */
public final class Repository implements AutoCloseable {
  private Repository() {}

  /**
   * Makes a new repository.
   *
   * @throws dev.davit.contracts.error.DavitException {@code REPOSITORY_EXISTS}
   */
  public static Repository init(Backend backend, Password password) {
    throw new IllegalStateException("not yet");
  }

  /**
   * @throws dev.davit.contracts.error.DavitException {@code REPOSITORY_MISSING}, {@code WRONG_KEY},
   *     {@code REPOSITORY_UNSUPPORTED}
   */
  public static Repository open(Backend backend, Password password) {
    return open(backend, password, null);
  }

  /**
   * @param cacheDirectory where index objects are kept between runs; null for nowhere
   */
  public static Repository open(Backend backend, Password password, Path cacheDirectory) {
    throw new IllegalStateException("not yet");
  }

  /** The repository's own id, 64 hexadecimal digits. */
  public String id() {
    throw new IllegalStateException("not yet");
  }

  /**
   * The lock every writer holds; waits for nobody.
   *
   * @param hostname unique per process
   * @throws dev.davit.contracts.error.DavitException {@code REPOSITORY_LOCKED} by an exclusive one
   */
  public RepositoryLock lockShared(String hostname) {
    throw new IllegalStateException("not yet");
  }

  /**
   * The lock of whoever deletes.
   *
   * @throws dev.davit.contracts.error.DavitException {@code REPOSITORY_LOCKED} by any other
   */
  public RepositoryLock lockExclusive(String hostname) {
    throw new IllegalStateException("not yet");
  }

  /** Removes one lock, whoever holds it: for the lock of a worker known to be dead. */
  public void unlock(String lockId) {
    throw new IllegalStateException("not yet");
  }

  /** Removes locks not refreshed for 30 minutes, and those of dead processes of this machine. */
  public int unlockStale() {
    throw new IllegalStateException("not yet");
  }

  public Archiver archiver() {
    throw new IllegalStateException("not yet");
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
    throw new IllegalStateException("not yet");
  }

  /** Publishes a snapshot under the locks held through this object; at least one must be. */
  public SnapshotCommit commit() {
    throw new IllegalStateException("not yet");
  }

  /** All snapshots, oldest first. Takes no lock. */
  public List<SnapshotMeta> snapshots() {
    throw new IllegalStateException("not yet");
  }

  /**
   * @param idOrPrefix id, a unique prefix of one, or {@code latest}
   * @throws dev.davit.contracts.error.DavitException {@code UNKNOWN_SNAPSHOT}
   */
  public SnapshotMeta snapshot(String idOrPrefix) {
    throw new IllegalStateException("not yet");
  }

  /** Sees what other processes have indexed since. */
  public void refresh() {
    throw new IllegalStateException("not yet");
  }

  public Tree tree(BlobId id) {
    throw new IllegalStateException("not yet");
  }

  /**
   * The node at a path such as {@code media/main/a.jpg}; null if there is none, or for the empty
   * path.
   */
  public Node node(BlobId rootTree, String path) {
    throw new IllegalStateException("not yet");
  }

  /** Every node below a tree, depth first, sorted, a directory before what is in it. Lazy. */
  public Stream<PathNode> walk(BlobId rootTree) {
    throw new IllegalStateException("not yet");
  }

  /** Streams a file; each blob is verified before its bytes are seen. Errors as DavitException. */
  public InputStream read(Node file) {
    throw new IllegalStateException("not yet");
  }

  public Restorer restorer() {
    throw new IllegalStateException("not yet");
  }

  /** Whether everything a tree needs is there. Reads trees, not file contents. */
  public ProofReport prove(BlobId rootTree) {
    throw new IllegalStateException("not yet");
  }

  /** Ends background work. What was not flushed is lost; locks are removed. */
  @Override
  public void close() {}
}
