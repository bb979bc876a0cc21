package dev.davit.repository.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/**
 * One restore: walks the tree and makes every entry, empty; contents and metadata follow in
 * batches. A directory's metadata comes after everything in it. For one thread.
 */
final class RestoreRun {
  private final TreeReader trees;
  private final BooleanSupplier cancelled;
  private final Directory root;
  private final boolean shallow;
  private final RestoreBatch batch;
  private final EntryMaker maker;
  private long files;
  private long directories;
  private long others;
  private long bytes;

  /**
   * @param root the target; null for a dry run
   */
  RestoreRun(
      BlobStore blobs,
      TreeReader trees,
      RestoreOptions options,
      RestoreListener listener,
      BooleanSupplier cancelled,
      Directory root) {
    this.trees = trees;
    this.cancelled = cancelled;
    this.root = root;
    this.shallow = options.shallow();
    this.batch = new RestoreBatch(blobs, options, listener, cancelled, root);
    this.maker = new EntryMaker(root, options.overwrite());
  }

  RestoreSummary run(BlobId tree, Include include) {
    directory(tree, root, "", include);
    batch.finish();
    return new RestoreSummary(files, directories, others, bytes, batch.fetched());
  }

  private void directory(BlobId tree, Directory directory, String prefix, Include include) {
    Iterator<Node> nodes = trees.nodes(tree);
    while (nodes.hasNext()) {
      Node node = nodes.next();
      if (include.wants(node.name())) {
        requireWanted();
        requireSafe(node, prefix);
        entry(node, directory, prefix + node.name(), include.below());
      }
    }
  }

  private void entry(Node node, Directory parent, String path, Include below) {
    try {
      switch (node.type()) {
        case DIRECTORY -> subdirectory(node, parent, path, below);
        case FILE -> file(node, parent, path);
        default -> other(node, parent, path);
      }
    } catch (IOException e) {
      throw PosixException.problem(e, "file \"" + path + '"');
    }
  }

  private void subdirectory(Node node, Directory parent, String path, Include below)
      throws IOException {
    if (shallow) {
      return;
    }
    directories++;
    if (root == null) {
      directory(node.subtree(), null, path + '/', below);
      return;
    }
    byte[] name = FileName.encode(node.name());
    maker.directory(parent, name, path);
    try (Directory made = parent.directory(name)) {
      directory(node.subtree(), made, path + '/', below);
    }
    batch.add(new Entry(path, node, false));
  }

  private void file(Node node, Directory parent, String path) throws IOException {
    files++;
    bytes += node.size();
    boolean linked = root != null && maker.file(parent, node, path, batch.size(node));
    batch.add(new Entry(path, node, linked));
  }

  private void other(Node node, Directory parent, String path) throws IOException {
    others++;
    if (root != null) {
      maker.other(parent, node, path);
      batch.add(new Entry(path, node, false));
    }
  }

  /**
   * The first defence; the second is that every name is used as one component, links unfollowed.
   */
  private static void requireSafe(Node node, String prefix) {
    String name = node.name();
    boolean safe =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.indexOf('/') < 0
            && name.indexOf('\0') < 0;
    if (!safe) {
      throw new DavitException(
          ErrorCode.PATH_UNSAFE, "name \"" + name + "\" in \"" + prefix + '"', null);
    }
  }

  private void requireWanted() {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(ErrorCode.CANCELLED, "restoring", null);
    }
  }
}
