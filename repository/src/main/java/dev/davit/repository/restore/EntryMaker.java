package dev.davit.repository.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileType;
import dev.davit.repository.posix.PosixFile;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes empty entries, closed to others until their metadata is set. What is there already is
 * replaced only if that is wanted, and never followed.
 */
final class EntryMaker {
  private static final int DIRECTORY_MODE = 0700;
  private static final int FILE_MODE = 0600;

  private final OpenTree tree;
  private final boolean overwrite;

  /** First name of each file that has several. */
  private final Map<LinkKey, String> linked = new HashMap<>();

  EntryMaker(Directory root, boolean overwrite) {
    this.tree = new OpenTree(root);
    this.overwrite = overwrite;
  }

  /** A directory that is there already is used. */
  void directory(Directory parent, byte[] name, String path) throws IOException {
    try {
      parent.makeDirectory(name, DIRECTORY_MODE);
    } catch (FileAlreadyExistsException e) {
      if (parent.stat(name).type() != FileType.DIRECTORY) {
        clear(parent, name, path);
        parent.makeDirectory(name, DIRECTORY_MODE);
      }
    }
  }

  /**
   * A file of that size, all hole.
   *
   * @return whether it is only a further name of one that was made before
   */
  boolean file(Directory parent, Node node, String path, long size) throws IOException {
    byte[] name = FileName.encode(node.name());
    LinkKey key = LinkKey.of(node);
    String first = key == null ? null : linked.putIfAbsent(key, path);
    if (first != null) {
      make(parent, name, path, () -> link(parent, name, first));
      return true;
    }
    make(
        parent,
        name,
        path,
        () -> {
          try (PosixFile file = parent.create(name, FILE_MODE)) {
            if (size > 0) {
              file.setSize(size);
            }
          }
        });
    return false;
  }

  private void link(Directory parent, byte[] name, String first) throws IOException {
    try (Directory from = tree.open(OpenTree.parentOf(first))) {
      parent.hardLink(from, FileName.encode(OpenTree.nameOf(first)), name);
    }
  }

  void other(Directory parent, Node node, String path) throws IOException {
    byte[] name = FileName.encode(node.name());
    make(
        parent,
        name,
        path,
        () -> {
          switch (node.type()) {
            case SYMLINK -> parent.makeLink(name, FileName.encode(node.linkTarget()));
            case FIFO -> parent.makeFifo(name, FILE_MODE);
            case SOCKET -> parent.makeNode(name, FileType.SOCKET, FILE_MODE, 0);
            case BLOCK_DEVICE ->
                parent.makeNode(name, FileType.BLOCK_DEVICE, FILE_MODE, node.device());
            case CHARACTER_DEVICE ->
                parent.makeNode(name, FileType.CHARACTER_DEVICE, FILE_MODE, node.device());
            default -> throw new IllegalArgumentException(node.type().word());
          }
        });
  }

  private void make(Directory parent, byte[] name, String path, Making making) throws IOException {
    try {
      making.make();
    } catch (FileAlreadyExistsException e) {
      clear(parent, name, path);
      making.make();
    }
  }

  private void clear(Directory parent, byte[] name, String path) throws IOException {
    boolean directory = parent.stat(name).type() == FileType.DIRECTORY;
    if (directory || !overwrite) {
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY,
          "file \"" + path + '"',
          directory ? "a directory is in its place" : "it is there already");
    }
    parent.delete(name);
  }

  @FunctionalInterface
  private interface Making {
    void make() throws IOException;
  }

  private record LinkKey(long device, long inode) {
    /** Null for a file of a single name. */
    static LinkKey of(Node node) {
      return node.links() > 1 && node.inode() != 0
          ? new LinkKey(node.deviceId(), node.inode())
          : null;
    }
  }
}
