package dev.davit.audit;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.point.PartManifest;
import dev.davit.kit.work.Work;
import dev.davit.repository.pack.BlobId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What is to be joined: the order and the facts of one pin. */
record SealParts(
    BackupStarted order,
    Pin pin,
    DumpPinned pinned,
    ReferencesListed listed,
    DumpCompleted dump,
    MediaCompleted media) {

  static SealParts of(Work work) {
    var order = work.order(BackupStarted.class);
    return new SealParts(
        order,
        new Pin(order.run(), work.generation()),
        work.fact(DumpPinned.class),
        work.fact(ReferencesListed.class),
        work.fact(DumpCompleted.class),
        work.fact(MediaCompleted.class));
  }

  /**
   * A run has one point, whoever seals it and however often that is begun: so its id follows from
   * the run's.
   */
  static PointId point(RunId run) {
    byte[] name = ("davit point of run " + run).getBytes(StandardCharsets.UTF_8);
    return new PointId(UUID.nameUUIDFromBytes(name));
  }

  List<PartManifest> parts() {
    return List.of(dump.part(), listed.part(), media.part());
  }

  List<BlobId> trees() {
    return parts().stream().map(part -> BlobId.parse(part.tree())).toList();
  }

  static BlobId tree(PartManifest part) {
    return BlobId.parse(part.tree());
  }
}
