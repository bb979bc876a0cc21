package dev.davit.media;

import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.MediaProgressed;
import dev.davit.kit.work.Lease;
import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.snapshot.Node;

/** Counts what a capture has behind it and says so; the lease keeps it to one word a second. */
final class CaptureProgress implements ArchiveListener {
  private final BackupStarted order;
  private final Lease lease;
  private String step = "";
  private long bytes;
  private long files;

  CaptureProgress(BackupStarted order, Lease lease) {
    this.order = order;
    this.lease = lease;
  }

  void step(String words) {
    step = words;
    say();
  }

  @Override
  public void file(String path, Node node, boolean unchanged) {
    files++;
    bytes += unchanged ? node.size() : 0;
    say();
  }

  @Override
  public void read(long count) {
    bytes += count;
    say();
  }

  private void say() {
    lease.progress(
        new MediaProgressed(
            order.system(), order.run(), step, new Amount(bytes, null, files, null)));
  }
}
