package dev.davit.media;

import dev.davit.contracts.settings.MediaRoot;
import dev.davit.media.model.Excludes;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.StoredTree;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A media root whose tree has been stored.
 *
 * @param changed files that changed while they were read, ascending
 */
record CapturedRoot(MediaRoot root, Excludes excludes, StoredTree tree, List<String> changed) {

  /**
   * Reads what differs from the parent point.
   *
   * @throws dev.davit.contracts.error.DavitException PATH_MISSING, PATH_REFUSED, FILE_UNREADABLE:
   *     what the application may have put there must not be missing without a word
   */
  static CapturedRoot walk(
      MediaRoot root,
      Repository repository,
      ParentMedia parent,
      CaptureProgress progress,
      BooleanSupplier cancelled) {
    progress.step("storing media \"" + root.name() + "\"");
    var excludes = new Excludes(root.exclude());
    var source = new MediaTree(Path.of(root.path()), excludes);
    StoredTree tree =
        repository.archiver().store(source, parent.match(root.name()), progress, cancelled);
    return new CapturedRoot(root, excludes, tree, source.changed());
  }
}
