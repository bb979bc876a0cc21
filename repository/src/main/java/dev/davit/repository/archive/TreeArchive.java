package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.chunk.ChunkSize;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.StoredBlob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One run over one source. For one thread; the blobs' work is done by the store's workers. */
final class TreeArchive {
  private final Archiver archiver;
  private final BlobStore blobs;
  private final TreeReader trees;
  private final ArchiveListener listener;
  private final BooleanSupplier cancelled;
  private long files;
  private long directories;
  private long bytes;
  private long stored;
  private long unchanged;

  TreeArchive(
      Archiver archiver,
      BlobStore blobs,
      TreeReader trees,
      ArchiveListener listener,
      BooleanSupplier cancelled) {
    this.archiver = archiver;
    this.blobs = blobs;
    this.trees = trees;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  StoredTree store(Source source, ParentMatch parent) {
    Source.Item root;
    CompletableFuture<StoredBlob> tree;
    try {
      root = source.root();
      tree = directory(root, "", parent == null ? null : parent.tree());
    } catch (IOException e) {
      throw PosixException.problem(e, "source");
    }
    StoredBlob blob = BlobStore.await(tree);
    stored += blob.stored();
    Node node = root.node().withSubtree(blob.id());
    return new StoredTree(blob.id(), node, files, directories, bytes, stored, unchanged);
  }

  private CompletableFuture<StoredBlob> directory(Source.Item item, String prefix, BlobId parent)
      throws IOException {
    var nodes = new PendingTree();
    ParentCursor before = ParentCursor.of(trees, parent);
    try (Source.Children children = item.children()) {
      while (children.hasNext()) {
        requireWanted();
        Source.Item child = children.next();
        Node old = before.find(child.node().name());
        add(nodes, child, prefix + child.node().name(), old);
      }
    }
    return blobs.add(BlobType.TREE, nodes.finish());
  }

  private void add(PendingTree nodes, Source.Item child, String path, Node old) {
    try {
      switch (child.node().type()) {
        case DIRECTORY -> addDirectory(nodes, child, path, old);
        case FILE -> addFile(nodes, child, path, old);
        default -> nodes.add(child.node());
      }
    } catch (NoSuchFileException e) {
      listener.vanished(path);
    } catch (IOException e) {
      listener.failed(path, PosixException.problem(e, "file \"" + path + '"'));
    }
  }

  private void addDirectory(PendingTree nodes, Source.Item child, String path, Node old)
      throws IOException {
    BlobId parent = old == null ? null : old.subtree();
    CompletableFuture<StoredBlob> tree = directory(child, path + '/', parent);
    directories++;
    nodes.add(
        tree::isDone,
        () -> {
          StoredBlob blob = BlobStore.await(tree);
          stored += blob.stored();
          return child.node().withSubtree(blob.id());
        });
  }

  private void addFile(PendingTree nodes, Source.Item child, String path, Node old)
      throws IOException {
    if (old != null && ParentMatch.isUnchanged(old, child.node(), blobs)) {
      Node taken = child.node().withContent(old.content(), old.size());
      unchanged++;
      nodes.add(() -> true, () -> complete(path, taken, true));
      return;
    }
    PendingContent content = read(child);
    nodes.add(
        content::isDone,
        () -> {
          FileContent done = content.await();
          stored += done.stored();
          return complete(path, child.node().withContent(done.blobs(), done.length()), false);
        });
  }

  private PendingContent read(Source.Item child) throws IOException {
    try (InputStream in = child.open()) {
      return archiver.start(
          in,
          ChunkSize.media(),
          count -> {
            requireWanted();
            listener.read(count);
          });
    }
  }

  private Node complete(String path, Node node, boolean taken) {
    files++;
    bytes += node.size();
    listener.file(path, node, taken);
    return node;
  }

  private void requireWanted() {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(ErrorCode.CANCELLED, "archiving", null);
    }
  }
}
