package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.media.model.CaptureRoots;
import dev.davit.repository.Repository;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileType;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/**
 * The files outside of all media roots that rows name, stored as they are asked for, by their
 * absolute paths without the leading slash. A link is followed, since a row means the file behind
 * it. One that vanished is carried forward from the point before; one that cannot be read is left
 * to the closure to tell, and logged. Used once, by one thread.
 */
final class ExternalFiles implements Iterator<Addition>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ExternalFiles.class.getName());

  private final CaptureRoots roots;
  private final Repository repository;
  private final ParentMedia parent;
  private final Iterator<String> references;
  private final CaptureProgress progress;
  private final BooleanSupplier cancelled;
  private final TreeLookup before;
  private final OpenDirectory open = new OpenDirectory();
  private Addition next;
  private long carried;
  private long stored;

  ExternalFiles(
      CaptureRoots roots,
      Repository repository,
      ParentMedia parent,
      Iterator<String> references,
      CaptureProgress progress,
      BooleanSupplier cancelled) {
    this.roots = roots;
    this.repository = repository;
    this.parent = parent;
    this.references = references;
    this.progress = progress;
    this.cancelled = cancelled;
    this.before = parent.lookup(CaptureRoots.EXTERNAL);
    this.next = advance();
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
    return next != null;
  }

  @Override
  public Addition next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Addition current = next;
    next = advance();
    return current;
  }

  private Addition advance() {
    while (references.hasNext()) {
      if (cancelled.getAsBoolean()) {
        throw new DavitException(ErrorCode.CANCELLED, "archiving", null);
      }
      String path = references.next();
      boolean wanted = roots.isExternal(path) && TreePaths.isPlain(path.substring(1));
      Addition found = wanted ? find(path) : null;
      if (found != null) {
        progress.file(found.path(), found.node(), true);
        return found;
      }
    }
    return null;
  }

  private Addition find(String path) {
    Node old = before.find(path.substring(1));
    try {
      SteadyFile file = store(path, old);
      requireSteady(file, path);
      stored += file.stored();
      return new Addition(path.substring(1), file.node());
    } catch (NoSuchFileException | NotDirectoryException vanished) {
      return carriedForward(path.substring(1), old);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a referenced file cannot be read; file={0} reason={1}",
          path,
          e.toString());
      return null;
    }
  }

  private SteadyFile store(String path, Node old) throws IOException {
    String absolute = path;
    Directory in = open.at(parentOf(absolute));
    FileType type = in.stat(FileName.encode(TreePaths.name(absolute))).type();
    if (type == FileType.SYMLINK) {
      absolute = Path.of(path).toRealPath().toString();
      in = open.at(parentOf(absolute));
      type = in.stat(FileName.encode(TreePaths.name(absolute))).type();
    }
    if (type != FileType.FILE) {
      throw new NoSuchFileException(path, null, "it is no file");
    }
    byte[] name = FileName.encode(TreePaths.name(absolute));
    return SteadyFile.store(repository.archiver(), in, name, old);
  }

  private static byte[] parentOf(String absolute) {
    String parent = TreePaths.parent(absolute);
    return (parent.isEmpty() ? "/" : parent).getBytes(StandardCharsets.UTF_8);
  }

  private Addition carriedForward(String path, Node old) {
    if (old == null || !parent.isWhole(old)) {
      return null;
    }
    carried++;
    return new Addition(path, ParentMedia.alone(old));
  }

  private static void requireSteady(SteadyFile file, String path) {
    if (!file.steady()) {
      throw new DavitException(
          ErrorCode.FILE_CHANGED, "file \"" + path + '"', "during every one of several readings");
    }
  }

  /** Metadata of a directory on the way to a file. */
  Node directory(String path) {
    String name = TreePaths.name(path);
    try (Directory made = Directory.open(TreePaths.absolute("", path))) {
      return repository.archiver().directory(made, name);
    } catch (IOException vanished) {
      return ParentMedia.plainDirectory(name, Instant.EPOCH);
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
