package dev.davit.repository.snapshot;

import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The bytes of a stored file. Blobs that lie one behind the other are fetched together; each is
 * checked before its bytes are handed out. Memory: one fetch, at most 4 MiB or one blob.
 */
final class FileStream extends InputStream {
  private static final int FETCH = 4 << 20;

  private final BlobStore blobs;
  private final List<BlobId> content;
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private int nextBlob;
  private byte[] current = {};
  private int position;

  FileStream(BlobStore blobs, List<BlobId> content) {
    this.blobs = blobs;
    this.content = content;
  }

  @Override
  public int read() {
    return advance() ? current[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  private boolean advance() {
    while (position == current.length) {
      if (ready.isEmpty() && !fetch()) {
        return false;
      }
      current = ready.remove();
      position = 0;
    }
    return true;
  }

  private boolean fetch() {
    if (nextBlob == content.size()) {
      return false;
    }
    Location first = blobs.locate(BlobType.DATA, content.get(nextBlob)).getFirst();
    List<Blob> run = new ArrayList<>();
    run.add(first.blob());
    long end = first.blob().offset() + first.blob().length();
    while (nextBlob + run.size() < content.size()) {
      Location next = blobs.index().find(BlobType.DATA, content.get(nextBlob + run.size()));
      boolean follows =
          next != null && next.pack().equals(first.pack()) && next.blob().offset() == end;
      if (!follows || end + next.blob().length() - first.blob().offset() > FETCH) {
        break;
      }
      end += next.blob().length();
      run.add(next.blob());
    }
    read(first.pack(), run, end);
    nextBlob += run.size();
    return true;
  }

  private void read(BlobId pack, List<Blob> run, long end) {
    if (run.size() == 1) {
      ready.add(blobs.read(BlobType.DATA, run.getFirst().id()));
      return;
    }
    long start = run.getFirst().offset();
    byte[] range = blobs.readRange(pack, start, Math.toIntExact(end - start));
    run.forEach(blob -> ready.add(blobs.decode(blob, range, start)));
  }
}
