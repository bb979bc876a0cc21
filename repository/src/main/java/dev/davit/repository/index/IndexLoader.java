package dev.davit.repository.index;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.pack.UnpackedObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Keeps an {@link Index} in step with the stored index objects. For one thread at a time. */
final class IndexLoader {
  private final Backend backend;
  private final UnpackedObjects objects;
  private final IndexCache cache;
  private Set<ObjectName> loaded = new HashSet<>();

  IndexLoader(Backend backend, UnpackedObjects objects, Path cacheDirectory) {
    this.backend = backend;
    this.objects = objects;
    this.cache = new IndexCache(backend, cacheDirectory);
  }

  /**
   * Adds what is new to the index. If objects are gone, a prune has moved blobs: a new index of all
   * that is there now is returned, otherwise the same one.
   */
  Index refresh(Index index) {
    Set<ObjectName> present = new HashSet<>();
    backend.list(ObjectKind.INDEX, stored -> present.add(stored.name()));
    Index target = index;
    if (!present.containsAll(loaded)) {
      target = new Index();
      loaded = new HashSet<>();
    }
    cache.retain(present);
    for (ObjectName name : present) {
      if (!loaded.contains(name) && load(name, target)) {
        loaded.add(name);
      }
    }
    return target;
  }

  /** What this process wrote itself need not be read. */
  void wrote(ObjectName name) {
    loaded.add(name);
  }

  private boolean load(ObjectName name, Index target) {
    try {
      IndexObject.read(plain(name), target::add);
      return true;
    } catch (ObjectMissing prunedMeanwhile) {
      return false;
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED, "object \"" + name + '"', "it is not an index", e);
    }
  }

  private byte[] plain(ObjectName name) {
    byte[] stored = cache.read(name);
    try {
      return objects.open(name, stored);
    } catch (DavitException perhapsOnlyTheCache) {
      return objects.open(name, cache.fetch(name));
    }
  }
}
