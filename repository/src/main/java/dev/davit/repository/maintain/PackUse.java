package dev.davit.repository.maintain;

import dev.davit.repository.pack.BlobId;

/** How much of one stored pack is needed. For one thread at a time. */
final class PackUse {
  final BlobId pack;
  final long size;
  final boolean young;
  private long usedBlobs;
  private long usedBytes;
  private long unusedBytes;

  PackUse(BlobId pack, long size, boolean young) {
    this.pack = pack;
    this.size = size;
    this.young = young;
  }

  void count(long bytes, boolean used) {
    if (used) {
      usedBlobs++;
      usedBytes += bytes;
    } else {
      unusedBytes += bytes;
    }
  }

  boolean isUnused() {
    return usedBlobs == 0;
  }

  boolean isPartlyUnused() {
    return unusedBytes > 0;
  }

  long usedBytes() {
    return usedBytes;
  }

  /** All of it, header included, if nothing in it is used. */
  long unusedBytes() {
    return isUnused() ? size : unusedBytes;
  }

  double unusedShare() {
    return (double) unusedBytes() / Math.max(1, size);
  }
}
