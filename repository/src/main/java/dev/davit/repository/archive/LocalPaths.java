package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.posix.PathBytes;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Directories and files of this machine, stored together at their absolute paths as restic stores
 * them. A link is stored as such. Immutable.
 */
public final class LocalPaths {
  private static final Path ROOT = Path.of("/");

  private final List<Path> paths;
  private final Exclude exclude;

  private LocalPaths(List<Path> paths, Exclude exclude) {
    this.paths = paths;
    this.exclude = exclude;
  }

  /**
   * @param paths what lies in another of them is not stored twice
   * @throws DavitException {@code PATH_MISSING}: all must be there before anything is stored
   */
  public static LocalPaths of(Collection<Path> paths, Exclude exclude) {
    var sorted = new TreeSet<Path>();
    for (Path path : paths) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new DavitException(ErrorCode.PATH_MISSING, "path \"" + path + '"', null);
      }
      sorted.add(path.toAbsolutePath().normalize());
    }
    List<Path> outermost = new ArrayList<>();
    for (Path path : sorted) {
      if (outermost.stream().noneMatch(path::startsWith)) {
        outermost.add(path);
      }
    }
    return new LocalPaths(outermost, exclude);
  }

  /** Absolute, sorted. */
  public List<Path> paths() {
    return List.copyOf(paths);
  }

  /**
   * @param parent root tree of an earlier snapshot of the same paths, or null
   * @throws DavitException as {@link Archiver#store}
   */
  public StoredTree store(
      Archiver archiver,
      TreeReader trees,
      BlobId parent,
      ArchiveListener listener,
      BooleanSupplier cancelled) {
    if (paths.contains(ROOT)) {
      return archiver.store(source(ROOT), matching(parent), listener, cancelled);
    }
    TreeAssembler assembler = archiver.tree();
    for (Path path : paths) {
      parents(assembler, path);
      Node before = parent == null ? null : trees.node(parent, relative(path));
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        BlobId tree = before == null ? null : before.subtree();
        assembler.graft(
            relative(path), archiver.store(source(path), matching(tree), listener, cancelled));
      } else {
        file(archiver, assembler, path, before, listener);
      }
    }
    return assembler.write();
  }

  private static void file(
      Archiver archiver,
      TreeAssembler assembler,
      Path path,
      Node before,
      ArchiveListener listener) {
    try {
      Node node = archiver.file(path, before);
      assembler.put(relative(path), node);
      listener.file(relative(path), node, false);
    } catch (DavitException e) {
      if (e.code() != ErrorCode.PATH_REFUSED && e.code() != ErrorCode.FILE_UNREADABLE) {
        throw e;
      }
      listener.failed(relative(path), e);
    }
  }

  private static ParentMatch matching(BlobId tree) {
    return tree == null ? null : new ParentMatch(tree);
  }

  private Source source(Path directory) {
    var tree = new LocalTree(directory);
    return exclude.isNothing() ? tree : new FilteredTree(tree, '/' + relative(directory), exclude);
  }

  /** Directories on the way keep their own metadata. */
  private static void parents(TreeAssembler assembler, Path path) {
    for (Path up = path.getParent(); !up.equals(ROOT); up = up.getParent()) {
      try {
        assembler.directory(relative(up), new LocalTree(up).root().node());
      } catch (IOException e) {
        throw PosixException.problem(e, "directory \"" + up + '"');
      }
    }
  }

  /** With the names' own bytes, without the first slash. */
  private static String relative(Path path) {
    return FileName.decode(PathBytes.of(path)).substring(1);
  }
}
