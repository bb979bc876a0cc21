package dev.davit.repository.maintain;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.snapshot.RepositoryLock;
import java.util.List;
import java.util.function.IntConsumer;

/** The one place that deletes, in batches, each under a lock just looked at. */
final class Deletion {
  private Deletion() {}

  static void delete(
      Backend backend, List<ObjectName> names, RepositoryLock exclusive, IntConsumer deleted) {
    if (!exclusive.isExclusive()) {
      throw new IllegalArgumentException("deleting needs the exclusive lock");
    }
    for (int from = 0; from < names.size(); from += Margins.BATCH) {
      exclusive.requireHeld();
      int to = Math.min(from + Margins.BATCH, names.size());
      names.subList(from, to).forEach(backend::delete);
      deleted.accept(to - from);
    }
  }
}
