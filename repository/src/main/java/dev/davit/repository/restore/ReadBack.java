package dev.davit.repository.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.posix.PosixFile;
import dev.davit.repository.snapshot.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads what was written once more and compares it with the ids of its blobs. */
final class ReadBack {
  private final BlobStore blobs;
  private final OpenTree tree;
  private final BooleanSupplier cancelled;

  ReadBack(BlobStore blobs, Directory root, BooleanSupplier cancelled) {
    this.blobs = blobs;
    this.tree = new OpenTree(root);
    this.cancelled = cancelled;
  }

  void verify(List<Entry> entries) {
    entries.parallelStream()
        .filter(entry -> entry.node().isFile() && !entry.linked())
        .forEach(this::verify);
  }

  private void verify(Entry entry) {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(ErrorCode.CANCELLED, "verifying", null);
    }
    try (Directory parent = tree.open(OpenTree.parentOf(entry.path()));
        PosixFile file = parent.open(FileName.encode(entry.node().name()), false);
        InputStream in = file.stream()) {
      for (BlobId id : entry.node().content()) {
        int length = blobs.locate(BlobType.DATA, id).getFirst().blob().plainLength();
        if (!BlobId.hash(in.readNBytes(length)).equals(id)) {
          throw differs(entry);
        }
      }
      if (in.read() >= 0) {
        throw differs(entry);
      }
    } catch (IOException e) {
      throw PosixException.problem(e, "file \"" + entry.path() + '"');
    }
  }

  private static DavitException differs(Entry entry) {
    return new DavitException(
        ErrorCode.VALIDATION_FAILED,
        "file \"" + entry.path() + '"',
        "read again, it is not what was written");
  }
}
