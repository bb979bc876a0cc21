package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.chunk.ChunkSize;
import dev.davit.repository.chunk.Chunker;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.posix.PathBytes;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Stores sources, streams and single files. Thread-safe; blobs are stored once, whoever brings
 * them. Nothing stored is durable before the repository's flush.
 */
public final class Archiver {
  private final BlobStore blobs;
  private final TreeReader trees;
  private final InstantSource clock;
  private final Owners owners = new Owners();

  public Archiver(BlobStore blobs, TreeReader trees, InstantSource clock) {
    this.blobs = blobs;
    this.trees = trees;
    this.clock = clock;
  }

  /**
   * Stores a whole source, depth first.
   *
   * @param parent what may be taken over unread; may be null
   * @param cancelled asked often; once true the call ends with {@code CANCELLED}
   */
  public StoredTree store(
      Source source, ParentMatch parent, ArchiveListener listener, BooleanSupplier cancelled) {
    return new TreeArchive(this, blobs, trees, listener, cancelled).store(source, parent);
  }

  /** Stores a stream to its end; the caller closes it. */
  public FileContent content(InputStream in, ChunkSize size) {
    try {
      return start(in, size, read -> {}).await();
    } catch (IOException e) {
      throw new DavitException(ErrorCode.FILE_UNREADABLE, "stream", e.getMessage(), e);
    }
  }

  /**
   * Stores one file of any kind with its metadata, a symlink as such.
   *
   * @param parent its node in an earlier tree, taken over if unchanged; may be null
   * @throws DavitException {@code PATH_MISSING}, {@code PATH_REFUSED}, {@code FILE_UNREADABLE}; not
   *     for directories
   */
  public Node file(Path file, Node parent) {
    Path absolute = file.toAbsolutePath();
    try (Directory directory = Directory.open(absolute.getParent())) {
      return file(directory, PathBytes.of(absolute.getFileName().toString()), parent).node();
    } catch (IOException e) {
      throw PosixException.problem(e, "file \"" + file + '"');
    }
  }

  /**
   * As {@link #file(Path, Node)}, for a name of any bytes in an open directory.
   *
   * @throws IOException as the kernel says it, {@code NoSuchFileException} among others
   */
  public StoredFile file(Directory directory, byte[] name, Node parent) throws IOException {
    Source.Item item = LocalTree.Entry.of(directory, name, owners);
    Node node = item.node();
    if (!node.isFile()) {
      return new StoredFile(node, 0);
    }
    if (parent != null && ParentMatch.isUnchanged(parent, node, blobs)) {
      return new StoredFile(node.withContent(parent.content(), parent.size()), 0);
    }
    try (InputStream in = item.open()) {
      FileContent content = start(in, ChunkSize.media(), read -> {}).await();
      return new StoredFile(node.withContent(content.blobs(), content.length()), content.stored());
    }
  }

  /** Metadata of an open directory, without a subtree. */
  public Node directory(Directory directory, String name) throws IOException {
    return LocalNodes.of(name, directory.stat(), "", directory.xattrs(), owners);
  }

  /** A tree to be put together by hand. */
  public TreeAssembler tree() {
    return new TreeAssembler(this, blobs, clock);
  }

  /** Reads the stream to its end; its last blobs may still be under way. */
  PendingContent start(InputStream in, ChunkSize size, ReadListener listener) throws IOException {
    var content = new PendingContent();
    var chunker = new Chunker(in, size);
    for (byte[] chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      listener.read(chunk.length);
      content.add(blobs.add(BlobType.DATA, chunk), chunk.length);
    }
    return content;
  }

  /** Hears of every chunk; may throw to stop. */
  @FunctionalInterface
  interface ReadListener {
    void read(int bytes);
  }
}
