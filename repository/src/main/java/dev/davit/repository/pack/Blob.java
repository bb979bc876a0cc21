package dev.davit.repository.pack;

/**
 * Where a blob lies in its pack.
 *
 * @param offset in bytes from the start of the pack, below 4 GiB
 * @param length sealed, in bytes
 * @param uncompressedLength plain bytes; 0 if it is not compressed
 */
public record Blob(BlobId id, BlobType type, long offset, int length, int uncompressedLength) {

  /** Bytes once opened. */
  public int plainLength() {
    return uncompressedLength > 0
        ? uncompressedLength
        : length - dev.davit.repository.crypto.Key.OVERHEAD;
  }
}
