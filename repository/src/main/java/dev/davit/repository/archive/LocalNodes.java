package dev.davit.repository.archive;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileStat;
import dev.davit.repository.posix.FileType;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.posix.Xattrs;
import dev.davit.repository.snapshot.ExtendedAttribute;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.NodeType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;

/** A directory entry's metadata as a node. */
final class LocalNodes {
  private LocalNodes() {}

  static Node read(Directory parent, byte[] name, Owners owners) throws IOException {
    FileStat stat = parent.stat(name);
    String link = stat.type() == FileType.SYMLINK ? FileName.decode(parent.readLink(name)) : "";
    return of(FileName.decode(name), stat, link, parent.xattrs(name), owners);
  }

  static Node of(String name, FileStat stat, String link, Xattrs xattrs, Owners owners)
      throws IOException {
    NodeType type = type(stat.type());
    boolean linked = type != NodeType.DIRECTORY && stat.links() > 1;
    boolean device = type == NodeType.BLOCK_DEVICE || type == NodeType.CHARACTER_DEVICE;
    return new Node(
        name,
        type,
        stat.mode(),
        stat.mtime(),
        null, // reading changes it: a tree would differ after every backup
        stat.ctime(),
        stat.uid(),
        stat.gid(),
        owners.user(stat.uid()),
        owners.group(stat.gid()),
        stat.inode(),
        linked ? stat.device() : 0, // a disk's number changes with a restart
        type == NodeType.FILE ? stat.size() : 0,
        type == NodeType.DIRECTORY ? 0 : stat.links(),
        link,
        type == NodeType.SYMLINK ? List.of() : read(xattrs),
        device ? stat.special() : 0,
        null,
        null);
  }

  /** By name, so that a tree does not change with the file system's order. */
  private static List<ExtendedAttribute> read(Xattrs xattrs) throws IOException {
    List<ExtendedAttribute> found = new ArrayList<>(0);
    for (byte[] name : xattrs.names()) {
      try {
        xattrs
            .get(name)
            .ifPresent(value -> found.add(new ExtendedAttribute(FileName.decode(name), value)));
      } catch (AccessDeniedException privileged) {
        continue; // such as security.*: listed for all, read by few
      }
    }
    found.sort((a, b) -> FileName.compare(a.name(), b.name()));
    return found;
  }

  private static NodeType type(FileType type) {
    return switch (type) {
      case FILE -> NodeType.FILE;
      case DIRECTORY -> NodeType.DIRECTORY;
      case SYMLINK -> NodeType.SYMLINK;
      case BLOCK_DEVICE -> NodeType.BLOCK_DEVICE;
      case CHARACTER_DEVICE -> NodeType.CHARACTER_DEVICE;
      case FIFO -> NodeType.FIFO;
      case SOCKET -> NodeType.SOCKET;
    };
  }
}
