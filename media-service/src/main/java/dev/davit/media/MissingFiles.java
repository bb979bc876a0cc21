package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.media.model.CaptureRoots;
import dev.davit.repository.Repository;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The files that the stored tree of a root lacks although rows of the pinned snapshot name them,
 * and better readings of those that changed while they were read. What went after the pin is
 * carried forward from the point before; what exists nowhere is left to the closure to tell. Used
 * once, by one thread.
 */
final class MissingFiles implements Iterator<Addition>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MissingFiles.class.getName());

  private final CapturedRoot root;
  private final String directory;
  private final Repository repository;
  private final ParentMedia parent;
  private final Iterator<String> references;
  private final BooleanSupplier cancelled;
  private final TreeLookup captured;
  private final TreeLookup before;
  private final TreeLookup directoriesBefore;
  private final OpenDirectory open = new OpenDirectory();
  private final TreeMap<String, Node> changed = new TreeMap<>(TreePaths::compare);
  private final Set<String> unsteady = new HashSet<>();
  private Addition next;
  private long carried;
  private long stored;

  MissingFiles(
      CapturedRoot root,
      Repository repository,
      ParentMedia parent,
      Iterator<String> references,
      BooleanSupplier cancelled)
      throws IOException {
    this.root = root;
    this.directory = root.root().path();
    this.repository = repository;
    this.parent = parent;
    this.references = references;
    this.cancelled = cancelled;
    this.captured = new TreeLookup(repository.trees(), root.tree().tree());
    this.before = parent.lookup(root.root().name());
    this.directoriesBefore = parent.lookup(root.root().name());
    for (String path : root.changed()) {
      readAgain(path);
    }
    this.next = missing();
  }

  private void readAgain(String path) throws IOException {
    try {
      SteadyFile file = store(path, null);
      changed.put(path, file.node());
      if (!file.steady()) {
        unsteady.add(path);
        LOG.log(
            System.Logger.Level.WARNING,
            "a file changes while it is read; root={0} file={1}",
            root.root().name(),
            path);
      }
    } catch (NoSuchFileException vanished) {
      LOG.log(System.Logger.Level.DEBUG, "changed, then vanished; file={0}", path);
    }
  }

  /** How many files come from the point before. */
  long carried() {
    return carried;
  }

  /** Bytes that were new to the repository. */
  long stored() {
    return stored;
  }

  @Override
  public boolean hasNext() {
    return next != null || !changed.isEmpty();
  }

  @Override
  public Addition next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (next == null
        || (!changed.isEmpty() && TreePaths.compare(changed.firstKey(), next.path()) < 0)) {
      var first = changed.pollFirstEntry();
      return new Addition(first.getKey(), first.getValue());
    }
    Addition current = next;
    next = missing();
    return current;
  }

  private Addition missing() {
    while (references.hasNext()) {
      if (cancelled.getAsBoolean()) {
        throw new DavitException(ErrorCode.CANCELLED, "archiving", null);
      }
      String path = CaptureRoots.below(root.root(), references.next()).orElse(null);
      Addition found = path == null || !TreePaths.isPlain(path) ? null : missing(path);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Null if the tree has it, or nobody has. */
  private Addition missing(String path) {
    if (captured.find(path) != null) {
      requireSteady(path);
      return null;
    }
    if (root.excludes().excludes(path)) {
      return null;
    }
    try {
      SteadyFile late = store(path, before.find(path));
      return new Addition(path, late.node());
    } catch (NoSuchFileException | NotDirectoryException vanished) {
      return carriedForward(path);
    } catch (IOException e) {
      throw PosixException.problem(e, "file \"" + directory + "/" + path + '"');
    }
  }

  private Addition carriedForward(String path) {
    Node node = before.find(path);
    if (node == null || !parent.isWhole(node)) {
      return null;
    }
    carried++;
    return new Addition(path, ParentMedia.alone(node));
  }

  /** A row names it, so half of one content and half of another would be a wrong value. */
  private void requireSteady(String path) {
    if (unsteady.contains(path)) {
      throw new DavitException(
          ErrorCode.FILE_CHANGED,
          "file \"" + directory + "/" + path + '"',
          "during every one of several readings");
    }
  }

  private SteadyFile store(String path, Node old) throws IOException {
    Directory in = open.at(TreePaths.absolute(directory, TreePaths.parent(path)));
    byte[] name = FileName.encode(TreePaths.name(path));
    SteadyFile file = SteadyFile.store(repository.archiver(), in, name, old);
    if (file.node().isDirectory()) {
      throw new NoSuchFileException(path, null, "it is a directory");
    }
    stored += file.stored();
    return file;
  }

  /** Metadata of a directory that vanished, or came, together with its files. */
  Node directory(String path) {
    try (Directory made = Directory.open(TreePaths.absolute(directory, path))) {
      return repository.archiver().directory(made, TreePaths.name(path));
    } catch (IOException vanished) {
      Node old = directoriesBefore.find(path);
      return old != null && old.isDirectory()
          ? old
          : ParentMedia.plainDirectory(TreePaths.name(path), root.tree().root().mtime());
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
