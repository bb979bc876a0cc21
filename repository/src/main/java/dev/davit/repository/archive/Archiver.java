package dev.davit.repository.archive;

import dev.davit.repository.chunk.ChunkSize;
import dev.davit.repository.snapshot.Node;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Stores sources, streams and single files. Thread-safe; blobs are stored once, whoever brings
 * them. Nothing stored is durable before the repository's flush.
 */
public final class Archiver {
  Archiver() {}

  /**
   * Stores a whole source, depth first.
   *
   * @param parent what may be taken over unread; may be null
   * @param cancelled asked often; once true the call ends with {@code CANCELLED}
   */
  public StoredTree store(
      Source source, ParentMatch parent, ArchiveListener listener, BooleanSupplier cancelled) {
    throw new IllegalStateException("not yet");
  }

  /** Stores a stream to its end; the caller closes it. */
  public FileContent content(InputStream in, ChunkSize size) {
    throw new IllegalStateException("not yet");
  }

  /**
   * Stores one file of any kind with its metadata, a symlink as such.
   *
   * @param parent its node in an earlier tree, taken over if unchanged; may be null
   * @throws dev.davit.contracts.error.DavitException {@code PATH_MISSING}, {@code PATH_REFUSED}
   */
  public Node file(Path file, Node parent) {
    throw new IllegalStateException("not yet");
  }

  /** A tree to be put together by hand. */
  public TreeAssembler tree() {
    throw new IllegalStateException("not yet");
  }
}
