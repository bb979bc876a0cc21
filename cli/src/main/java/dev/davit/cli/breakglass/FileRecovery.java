package dev.davit.cli.breakglass;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.dump.StagingDirectory;
import dev.davit.repository.Repository;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Restores the files of a point: media roots, files outside of them, configuration. What stands in
 * the way is set aside first and removed only when the whole recovery has succeeded.
 */
final class FileRecovery {
  private static final String EXTERNAL = "media/external";
  private static final String ASIDE = ".davit-replaced";

  private final Repository repository;
  private final FoundPoint point;
  private final RecoveryPlace place;
  private final Consumer<String> said;
  private final List<Path> aside = new ArrayList<>();
  private long files;

  FileRecovery(
      Repository repository, FoundPoint point, RecoveryPlace place, Consumer<String> said) {
    this.repository = repository;
    this.point = point;
    this.place = place;
    this.said = said;
  }

  /**
   * Refuses what cannot go well, before anything is changed.
   *
   * @throws DavitException TARGET_NOT_EMPTY
   */
  void survey(boolean replace) throws IOException {
    for (Map.Entry<String, Path> root : place.media().entrySet()) {
      if (!replace && holdsSomething(root.getValue())) {
        throw new DavitException(
            ErrorCode.TARGET_NOT_EMPTY,
            "media directory \"" + root.getValue() + "\"",
            "it holds files");
      }
    }
    point
        .manifest()
        .mediaRoots()
        .forEach((name, from) -> {
          if (!place.media().containsKey(name)) {
            said.accept("media \"" + name + "\" (" + from + ") is left out, as asked");
          }
        });
  }

  /** Every media root that has a place, then single files. */
  void run() throws IOException {
    for (Map.Entry<String, Path> root : place.media().entrySet()) {
      Node node = repository.node(point.snapshot().tree(), "media/" + root.getKey());
      if (node != null && node.isDirectory()) {
        restore(node, root.getValue());
      }
    }
    external();
    configuration();
  }

  private void restore(Node directory, Path target) throws IOException {
    said.accept("restoring media to " + target);
    if (holdsSomething(target)) {
      setAside(target);
    }
    Files.createDirectories(target);
    files +=
        repository
            .restorer()
            .restore(
                directory.subtree(),
                target,
                RestoreOptions.all(),
                RestoreListener.NONE,
                () -> false)
            .files();
    FileRights.set(target, directory);
  }

  /** Rows name these by absolute paths; none that is there is touched. */
  private void external() throws IOException {
    Node directory = repository.node(point.snapshot().tree(), EXTERNAL);
    if (directory == null) {
      return;
    }
    long left = 0;
    try (var all = repository.walk(directory.subtree())) {
      for (var each : (Iterable<dev.davit.repository.snapshot.PathNode>) all::iterator) {
        var captured = Path.of("/").resolve(each.path());
        if (!each.node().isFile()) {
          continue;
        }
        var target = place.moved(captured);
        if (target.isEmpty()) {
          left++;
        } else if (!Files.exists(target.get())) {
          write(each.node(), target.get());
        }
      }
    }
    if (left > 0) {
      said.accept(
          left + " files outside of the media roots are left in the repository, below " + EXTERNAL);
    }
  }

  private void configuration() throws IOException {
    for (var entry : point.manifest().configuration().entrySet()) {
      Node node = repository.node(point.snapshot().tree(), "config/" + entry.getKey());
      var target = place.moved(Path.of(entry.getValue()));
      if (node != null && target.isPresent() && !Files.exists(target.get())) {
        write(node, target.get());
      }
    }
  }

  private void write(Node file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    var draft = Files.createTempFile(target.getParent(), ".davit-", null);
    try (var in = repository.read(file);
        var out = Files.newOutputStream(draft)) {
      in.transferTo(out);
    }
    FileRights.set(draft, file);
    Files.move(draft, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    files++;
  }

  private void setAside(Path directory) throws IOException {
    var other = directory.resolveSibling(directory.getFileName() + ASIDE);
    if (Files.exists(other)) {
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY,
          "directory \"" + other + "\"",
          "an earlier recovery set it aside; remove it or move it back");
    }
    Files.move(directory, other);
    aside.add(other);
  }

  /** What was set aside goes, now that everything else is in place. */
  void finish() throws IOException {
    for (Path each : aside) {
      StagingDirectory.wipe(each);
    }
  }

  /** Where the replaced files are while the recovery is not finished. */
  List<Path> aside() {
    return List.copyOf(aside);
  }

  long files() {
    return files;
  }

  private static boolean holdsSomething(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Files.exists(directory);
    }
    try (var entries = Files.newDirectoryStream(directory)) {
      return entries.iterator().hasNext();
    }
  }
}
