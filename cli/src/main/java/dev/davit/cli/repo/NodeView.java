package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.repository.posix.PathBytes;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.time.Instant;
import java.util.Locale;

/**
 * An entry of a snapshot as it is printed.
 *
 * @param path absolute; bytes that are no text as {@code \xNN}
 * @param mode in octal
 * @param target of a link, otherwise null
 */
record NodeView(
    String path,
    String type,
    String mode,
    int uid,
    int gid,
    long size,
    Instant mtime,
    String target) {

  static NodeView of(String path, Node node) {
    return new NodeView(
        shown('/' + path),
        node.type().word(),
        "%04o".formatted(node.mode()),
        node.uid(),
        node.gid(),
        node.size(),
        node.mtime(),
        node.linkTarget().isEmpty() ? null : shown(node.linkTarget()));
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-7s %s %5d %5d %12d %s %s%s",
        type,
        mode,
        uid,
        gid,
        size,
        Human.time(mtime),
        path,
        target == null ? "" : " -> " + target);
  }

  private static String shown(String text) {
    return PathBytes.show(FileName.encode(text));
  }
}
