package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.IndexObject;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.Pack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes new index objects for packs that come and for those that stay. For one thread. */
final class IndexRewrite {
  private final BlobStore blobs;
  private final List<ObjectName> superseded = new ArrayList<>();
  private Map<BlobId, List<Blob>> open = new LinkedHashMap<>();
  private int openBlobs;

  IndexRewrite(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** A pack that is stored, perhaps not yet durably. */
  void add(Pack pack) {
    add(pack.id(), pack.blobs());
  }

  /** A pack that is stored durably. */
  void add(BlobId pack, List<Blob> entries) {
    if (openBlobs > 0 && openBlobs + entries.size() > IndexObject.MOST_BLOBS) {
      write();
    }
    open.put(pack, entries);
    openBlobs += entries.size();
  }

  /** Takes over what stays from every index object that names a pack which leaves. */
  void replace(Predicate<BlobId> leaving) {
    replace(leaving, List.of());
  }

  /**
   * As above.
   *
   * @param without index objects that are not looked into
   */
  void replace(Predicate<BlobId> leaving, List<ObjectName> without) {
    for (StoredObject stored : blobs.backend().list(ObjectKind.INDEX)) {
      if (without.contains(stored.name())) {
        continue;
      }
      Map<BlobId, List<Blob>> packs = read(stored.name());
      if (packs.keySet().stream().anyMatch(leaving)) {
        superseded.add(stored.name());
        packs.forEach((pack, entries) -> {
          if (!leaving.test(pack)) {
            add(pack, entries);
          }
        });
      }
    }
  }

  private Map<BlobId, List<Blob>> read(ObjectName name) {
    Map<BlobId, List<Blob>> packs = new LinkedHashMap<>();
    try {
      IndexObject.read(
          blobs.objects().load(name),
          (pack, entries) -> packs.computeIfAbsent(pack, id -> new ArrayList<>()).addAll(entries));
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED, "object \"" + name + '"', "it is not an index", e);
    }
    return packs;
  }

  /** Everything added is indexed, durably: packs before the index that names them. */
  void finish() {
    write();
    blobs.backend().sync();
  }

  private void write() {
    if (open.isEmpty()) {
      return;
    }
    blobs.backend().sync();
    blobs.objects().save(ObjectKind.INDEX, IndexObject.write(open));
    open = new LinkedHashMap<>();
    openBlobs = 0;
  }

  /** Index objects that may be deleted once {@link #finish} has returned. */
  List<ObjectName> superseded() {
    return superseded;
  }
}
