package dev.davit.repository.pack;

import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.crypto.Key;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts one pack together in memory, without copying what it is given. For one thread at a time. */
public final class PackWriter {
  /** A pack is closed once it holds this much; one more blob may go beyond. */
  public static final int TARGET = 16 << 20;

  /** restic reads headers of at most 16 MiB; far below that the header stays quick to read. */
  private static final int MOST_BLOBS = 50_000;

  private final List<byte[]> parts = new ArrayList<>();
  private final List<Blob> blobs = new ArrayList<>();
  private long size;

  public void add(BlobId id, BlobType type, Sealed sealed) {
    byte[] bytes = sealed.bytes();
    blobs.add(new Blob(id, type, size, bytes.length, sealed.uncompressedLength()));
    parts.add(bytes);
    size += bytes.length;
  }

  public boolean isFull() {
    return size >= TARGET || blobs.size() >= MOST_BLOBS;
  }

  public boolean isEmpty() {
    return blobs.isEmpty();
  }

  /** Adds the header; the writer is not used again. */
  public Pack finish(Key key) {
    byte[] header = key.seal(PackHeader.write(blobs));
    byte[] length = PackHeader.lengthField(header.length);
    parts.add(header);
    parts.add(length);
    size += header.length + length.length;
    var digest = BlobId.sha256();
    parts.forEach(digest::update);
    return new Pack(BlobId.of(digest.digest(), 0), body(), List.copyOf(blobs));
  }

  private ObjectBody body() {
    List<byte[]> all = List.copyOf(parts);
    long total = size;
    return new ObjectBody() {
      @Override
      public long size() {
        return total;
      }

      @Override
      public InputStream open() {
        List<InputStream> streams = new ArrayList<>(all.size());
        all.forEach(part -> streams.add(new ByteArrayInputStream(part)));
        return new SequenceInputStream(Collections.enumeration(streams));
      }
    };
  }
}
