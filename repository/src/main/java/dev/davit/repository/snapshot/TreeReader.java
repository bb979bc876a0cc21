package dev.davit.repository.snapshot;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads trees and finds nodes in them. Thread-safe. */
public final class TreeReader {
  private final BlobStore blobs;

  public TreeReader(BlobStore blobs) {
    this.blobs = blobs;
  }

  public Tree tree(BlobId id) {
    List<Node> nodes = new ArrayList<>();
    nodes(id).forEachRemaining(nodes::add);
    return new Tree(nodes);
  }

  /** The nodes of a directory, parsed one by one. */
  public Iterator<Node> nodes(BlobId id) {
    return new TreeIterator(id, blobs.read(BlobType.TREE, id));
  }

  /** The node at a relative path; null if there is none. */
  public Node node(BlobId root, String path) {
    Node found = null;
    BlobId tree = root;
    for (String name : path.split("/")) {
      if (name.isEmpty()) {
        continue;
      }
      if (tree == null) {
        return null;
      }
      found = child(tree, name);
      if (found == null) {
        return null;
      }
      tree = found.subtree();
    }
    return found;
  }

  /**
   * As {@link #node}.
   *
   * @throws DavitException {@code OBJECT_MISSING} if there is none
   */
  public Node require(BlobId root, String path) {
    Node node = node(root, path);
    if (node == null) {
      throw new DavitException(
          ErrorCode.OBJECT_MISSING, "file \"" + path + "\"", "the snapshot does not hold it");
    }
    return node;
  }

  private Node child(BlobId tree, String name) {
    Iterator<Node> nodes = nodes(tree);
    while (nodes.hasNext()) {
      Node node = nodes.next();
      if (node.name().equals(name)) {
        return node;
      }
    }
    return null;
  }

  /** The bytes of a file, each blob checked before it is handed out. */
  public InputStream content(Node file) {
    return new FileStream(blobs, file.content());
  }

  /** As {@link #content}, at once: for small files. */
  public byte[] bytes(Node file) {
    try (InputStream in = content(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every node below, depth first, a directory before what is in it; lazily. */
  public Stream<PathNode> walk(BlobId root) {
    var walk = new TreeWalk(this, root);
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(walk, kind), false);
  }
}
