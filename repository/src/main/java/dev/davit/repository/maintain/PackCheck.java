package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;

/** Reads one pack whole: its name is its hash, header and index agree, every blob opens. */
final class PackCheck {
  private final BlobStore blobs;
  private final Findings findings;

  PackCheck(BlobStore blobs, Findings findings) {
    this.blobs = blobs;
    this.findings = findings;
  }

  /**
   * @param indexed how many blobs the index says are in the pack
   */
  void check(StoredObject pack, long indexed) {
    BlobId id = BlobId.parse(pack.name().id());
    try {
      byte[] bytes = blobs.backend().read(pack.name());
      if (!BlobId.hash(bytes).equals(id)) {
        findings.problem(
            new Suspect.OfPack(id, false), "pack %s: its bytes do not fit its name".formatted(id));
      }
      var header = blobs.header(id, bytes.length);
      if (header.size() != indexed) {
        findings.problem(
            new Suspect.OfPack(id, false),
            "pack %s: its header names %d blobs, the index %d"
                .formatted(id, header.size(), indexed));
      }
      header.forEach(blob -> check(id, blob, bytes));
    } catch (DavitException e) {
      boolean lost = e.code() == ErrorCode.OBJECT_MISSING;
      findings.problem(new Suspect.OfPack(id, lost), "pack " + id, e);
    }
  }

  private void check(BlobId pack, Blob blob, byte[] bytes) {
    var suspect = new Suspect.OfBlob(blob.type(), blob.id());
    String object = "pack %s: %s blob %s".formatted(pack, blob.type().word(), blob.id());
    if (!blobs.index().findAll(blob.type(), blob.id()).contains(new Location(pack, blob))) {
      findings.problem(
          new Suspect.OfPack(pack, false), object + ": the index does not place it there");
    }
    if (blob.offset() + blob.length() > bytes.length) {
      findings.problem(suspect, object + ": it lies beyond the end");
      return;
    }
    try {
      blobs.decode(blob, bytes, 0);
    } catch (DavitException e) {
      findings.problem(suspect, object, e);
    }
  }
}
