package dev.davit.repository;

import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.Source;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything about a directory that a restore must bring back, a line for each entry: kind, mode,
 * owner, time, size, content, link, attributes, and which names are one file.
 */
public final class TreeFacts {
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<Long, String> firstNames = new HashMap<>();

  private TreeFacts() {}

  public static Map<String, String> of(Path directory) throws IOException {
    var facts = new TreeFacts();
    facts.read(new LocalTree(directory).root(), "");
    return facts.facts;
  }

  /** Lines that only one side has; empty if both are alike. */
  public static List<String> differences(Map<String, String> left, Map<String, String> right) {
    Set<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    List<String> found = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(left.get(name), right.get(name))) {
        found.add("%s: %s | %s".formatted(name, left.get(name), right.get(name)));
      }
    }
    return found;
  }

  private void read(Source.Item item, String prefix) throws IOException {
    try (Source.Children children = item.children()) {
      while (children.hasNext()) {
        Source.Item child = children.next();
        String path = prefix + child.node().name();
        facts.put(path, fact(child, path));
        if (child.node().isDirectory()) {
          read(child, path + '/');
        }
      }
    }
  }

  private String fact(Source.Item item, String path) throws IOException {
    Node node = item.node();
    var text = new StringBuilder();
    text.append(node.type()).append(' ').append(Integer.toOctalString(node.mode()));
    text.append(' ').append(node.uid()).append(':').append(node.gid());
    text.append(' ').append(node.mtime()).append(' ').append(node.size());
    text.append(' ').append(node.device()).append(" ->").append(node.linkTarget());
    node.xattrs()
        .forEach(xattr ->
            text.append(' ')
                .append(xattr.name())
                .append('=')
                .append(HexFormat.of().formatHex(xattr.value())));
    if (node.isFile()) {
      text.append(' ').append(hash(item));
      if (node.links() > 1) {
        text.append(" is ").append(firstNames.computeIfAbsent(node.inode(), inode -> path));
      }
    }
    return text.toString();
  }

  private static BlobId hash(Source.Item item) throws IOException {
    MessageDigest digest = BlobId.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = item.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return BlobId.of(digest.digest(), 0);
  }
}
