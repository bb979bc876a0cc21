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
import dev.davit.repository.pack.PackHeader;
import dev.davit.repository.snapshot.RepositoryLock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Makes the index say what is stored: packs that no readable index names are added by what they say
 * of themselves, packs that are not there any more are left out, unreadable index objects go. No
 * pack is changed, and the new index is durable before anything of the old one is deleted. For one
 * run.
 */
public final class IndexRepair {
  private final BlobStore blobs;
  private final Map<BlobId, Long> stored = new HashMap<>();
  private final Map<BlobId, List<Blob>> indexed = new HashMap<>();
  private final List<ObjectName> unreadable = new ArrayList<>();
  private final Set<BlobId> wrong = new HashSet<>();
  private final Map<BlobId, List<Blob>> found = new TreeMap<>();
  private final Map<BlobId, String> broken = new TreeMap<>();

  public IndexRepair(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** What would be done. Needs no lock; writes nothing. */
  public IndexRepairReport dryRun(boolean everyPack, BooleanSupplier cancelled) {
    look(everyPack, cancelled);
    return report(true);
  }

  /**
   * @param everyPack reads the header of each pack, not only of those that the index lacks or gives
   *     another size
   * @param exclusive looked at before the index changes and before every batch of deletions
   * @param cancelled asked between packs; once true the call ends with {@code CANCELLED}, and
   *     nothing has changed
   * @throws DavitException {@code LOCK_LOST}; what the store throws
   */
  public IndexRepairReport run(
      boolean everyPack, RepositoryLock exclusive, BooleanSupplier cancelled) {
    exclusive.requireHeld();
    look(everyPack, cancelled);
    var rewrite = new IndexRewrite(blobs);
    found.forEach(rewrite::add);
    rewrite.replace(this::leaves, unreadable);
    exclusive.requireHeld();
    rewrite.finish();
    List<ObjectName> old = new ArrayList<>(rewrite.superseded());
    old.addAll(unreadable);
    Deletion.delete(blobs.backend(), old, exclusive, deleted -> {});
    blobs.backend().sync();
    return report(false);
  }

  private void look(boolean everyPack, BooleanSupplier cancelled) {
    blobs
        .backend()
        .list(ObjectKind.PACK, pack -> stored.put(BlobId.parse(pack.name().id()), pack.size()));
    blobs.backend().list(ObjectKind.INDEX).forEach(this::readIndex);
    stored.forEach((pack, size) -> {
      if (cancelled.getAsBoolean()) {
        throw new DavitException(
            ErrorCode.CANCELLED,
            "repair of repository \"" + blobs.backend().location() + '"',
            "nothing was changed");
      }
      List<Blob> known = indexed.get(pack);
      if (everyPack || known == null || PackHeader.packSize(known) != size) {
        readHeader(pack, size, known);
      }
    });
  }

  private void readIndex(StoredObject index) {
    Map<BlobId, List<Blob>> packs = new HashMap<>();
    try {
      IndexObject.read(
          blobs.objects().load(index.name()),
          (pack, entries) -> packs.computeIfAbsent(pack, id -> new ArrayList<>()).addAll(entries));
    } catch (IOException e) {
      unreadable.add(index.name());
      return;
    } catch (DavitException e) {
      if (e.code() != ErrorCode.REPOSITORY_DAMAGED) {
        throw e;
      }
      unreadable.add(index.name());
      return;
    }
    packs.forEach((pack, entries) ->
        indexed.merge(pack, entries, (one, other) -> one.size() >= other.size() ? one : other));
  }

  private void readHeader(BlobId pack, long size, List<Blob> known) {
    try {
      List<Blob> header = blobs.header(pack, size);
      if (known == null || !new HashSet<>(known).equals(new HashSet<>(header))) {
        found.put(pack, header);
        wrong.add(pack);
      }
    } catch (DavitException e) {
      if (e.code() != ErrorCode.REPOSITORY_DAMAGED && e.code() != ErrorCode.OBJECT_MISSING) {
        throw e;
      }
      broken.put(pack, e.problem().reason() == null ? e.code().meaning() : e.problem().reason());
    }
  }

  /** Entries that must not be taken over from a readable index. */
  private boolean leaves(BlobId pack) {
    return !stored.containsKey(pack) || wrong.contains(pack);
  }

  private IndexRepairReport report(boolean dryRun) {
    List<String> missing =
        indexed.keySet().stream()
            .filter(pack -> !stored.containsKey(pack))
            .map(BlobId::toString)
            .sorted()
            .toList();
    return new IndexRepairReport(
        dryRun,
        stored.size(),
        unreadable.stream().map(ObjectName::id).sorted().toList(),
        found.keySet().stream().map(BlobId::toString).toList(),
        missing,
        broken.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList());
  }
}
