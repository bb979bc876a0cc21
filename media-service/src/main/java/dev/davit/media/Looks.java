package dev.davit.media;

import dev.davit.media.model.DirectoryLook;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileStat;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;

/** Reads and sets what directories themselves look like. Owners are set by root alone. */
final class Looks {
  private Looks() {}

  static DirectoryLook of(Directory directory) throws IOException {
    FileStat stat = directory.stat();
    return new DirectoryLook(stat.mode(), stat.uid(), stat.gid(), stat.mtime());
  }

  static DirectoryLook of(Node node) {
    return new DirectoryLook(node.mode(), node.uid(), node.gid(), node.mtime());
  }

  static void set(Directory directory, DirectoryLook look) throws IOException {
    if (Owners.isRoot()) {
      directory.setOwner(look.uid(), look.gid());
    }
    directory.setMode(look.mode());
    directory.setTimes(null, look.mtime());
  }
}
