package dev.davit.repository.restore;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.posix.Xattrs;
import dev.davit.repository.snapshot.ExtendedAttribute;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.NodeType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;

/**
 * Sets owner, mode, attributes and times, in this order: a change of owner takes set-uid and
 * capabilities away, and everything changes times. Without root, owners and privileged attributes
 * are left as they are. For one thread.
 */
final class Metadata implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Metadata.class.getName());

  private final OpenTree tree;
  private final boolean root = Owners.isRoot();
  private final boolean owner;
  private String parentPath;
  private Directory parent;

  Metadata(Directory target, boolean owner) {
    this.tree = new OpenTree(target);
    this.owner = owner && root;
  }

  void apply(Entry entry) {
    if (entry.linked()) {
      return;
    }
    try {
      apply(entry.node(), parent(OpenTree.parentOf(entry.path())), entry.path());
    } catch (IOException e) {
      throw PosixException.problem(e, "file \"" + entry.path() + '"');
    }
  }

  private void apply(Node node, Directory directory, String path) throws IOException {
    byte[] name = FileName.encode(node.name());
    if (owner) {
      directory.setOwner(name, node.uid(), node.gid());
    }
    if (node.type() != NodeType.SYMLINK) {
      directory.setMode(name, node.mode());
    }
    if (!node.xattrs().isEmpty()) {
      Xattrs xattrs = directory.xattrs(name);
      for (ExtendedAttribute xattr : node.xattrs()) {
        set(xattrs, xattr, path);
      }
    }
    directory.setTimes(name, node.atime(), node.mtime());
  }

  private void set(Xattrs xattrs, ExtendedAttribute xattr, String path) throws IOException {
    try {
      xattrs.set(FileName.encode(xattr.name()), xattr.value());
    } catch (PosixException e) {
      if (!e.isUnsupported()) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "attribute not supported by the file system file={0} attribute={1}",
          path,
          xattr.name());
    } catch (AccessDeniedException e) {
      if (root || xattr.name().startsWith("user.")) {
        throw e;
      }
    }
  }

  /** Entries of one directory mostly follow each other. */
  private Directory parent(String path) throws IOException {
    if (!path.equals(parentPath)) {
      close();
      parent = tree.open(path);
      parentPath = path;
    }
    return parent;
  }

  @Override
  public void close() {
    parentPath = null;
    if (parent != null) {
      try {
        parent.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "directory not closed", e);
      }
    }
  }
}
