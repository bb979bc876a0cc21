package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.chunk.ChunkSize;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.StoredBlob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeWriter;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree put together from stored pieces. Paths are relative, their directories made as needed,
 * open to their owner only. Held in memory; used by one thread; a path given twice is refused.
 */
public final class TreeAssembler {
  private static final int DIRECTORY_MODE = 0700;
  private static final int FILE_MODE = 0600;

  private final Archiver archiver;
  private final BlobStore blobs;
  private final InstantSource clock;
  private final Directory root;
  private long files;
  private long directories;
  private long bytes;
  private long stored;
  private long unchanged;

  TreeAssembler(Archiver archiver, BlobStore blobs, InstantSource clock) {
    this.archiver = archiver;
    this.blobs = blobs;
    this.clock = clock;
    this.root = new Directory("root");
  }

  /** A file of stored content. */
  public TreeAssembler file(String path, FileContent content, int mode, Instant mtime) {
    stored += content.stored();
    return put(path, Node.file("-", mode, mtime, content.length(), content.blobs()));
  }

  /** A small file, stored now, readable by its owner only. */
  public TreeAssembler bytes(String path, byte[] content) {
    FileContent done = archiver.content(new ByteArrayInputStream(content), ChunkSize.media());
    return file(path, done, FILE_MODE, clock.instant());
  }

  /** A stored directory at this path; what is in it is not counted. */
  public TreeAssembler graft(String path, BlobId tree, Node meta) {
    Directory parent = parentOf(path);
    Node node = meta == null ? newDirectory(lastOf(path)) : meta.named(lastOf(path));
    parent.add(path, node.withSubtree(tree));
    return this;
  }

  /** A stored tree at this path, with its own metadata and counts. */
  public TreeAssembler graft(String path, StoredTree tree) {
    files += tree.files();
    directories += tree.directories() + 1;
    bytes += tree.bytes();
    stored += tree.stored();
    unchanged += tree.unchanged();
    return graft(path, tree.tree(), tree.root());
  }

  /** Any stored node, under the last component of the path: a file carried forward, a link. */
  public TreeAssembler put(String path, Node node) {
    parentOf(path).add(path, node.named(lastOf(path)));
    files += node.isFile() ? 1 : 0;
    bytes += node.isFile() ? node.size() : 0;
    return this;
  }

  /** Metadata of a directory that would otherwise be made as needed; its subtree is ignored. */
  public TreeAssembler directory(String path, Node meta) {
    Directory directory = parentOf(path).directory(path, lastOf(path));
    directory.meta = meta.named(lastOf(path));
    return this;
  }

  /** Whether something was put at the path or below it. */
  public boolean contains(String path) {
    Directory at = root;
    String[] names = path.split("/");
    for (int i = 0; i < names.length; i++) {
      if (i == names.length - 1) {
        return at.directories.containsKey(names[i]) || at.nodes.containsKey(names[i]);
      }
      at = at.directories.get(names[i]);
      if (at == null) {
        return false;
      }
    }
    return false;
  }

  /** Stores the tree's directories. */
  public StoredTree write() {
    Node node = write(root);
    return new StoredTree(node.subtree(), node, files, directories, bytes, stored, unchanged);
  }

  private Node write(Directory directory) {
    Map<String, Node> all = new TreeMap<>(FileName::compare);
    all.putAll(directory.nodes);
    for (Directory child : directory.directories.values()) {
      directories++;
      all.put(child.name, write(child));
    }
    var writer = new TreeWriter();
    all.values().forEach(writer::add);
    StoredBlob blob = blobs.store(BlobType.TREE, writer.finish());
    stored += blob.stored();
    Node meta = directory.meta == null ? newDirectory(directory.name) : directory.meta;
    return meta.withSubtree(blob.id());
  }

  private Node newDirectory(String name) {
    return Node.directory(name, DIRECTORY_MODE, clock.instant(), null);
  }

  private Directory parentOf(String path) {
    Directory at = root;
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      at = at.directory(path, path.substring(from, slash));
      from = slash + 1;
    }
    return at;
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static final class Directory {
    private final String name;
    private final Map<String, Directory> directories = new TreeMap<>();
    private final Map<String, Node> nodes = new TreeMap<>();
    private Node meta;

    Directory(String name) {
      this.name = name;
    }

    Directory directory(String path, String child) {
      requireName(path, child);
      if (nodes.containsKey(child)) {
        throw twice(path);
      }
      return directories.computeIfAbsent(child, Directory::new);
    }

    void add(String path, Node node) {
      requireName(path, node.name());
      if (directories.containsKey(node.name()) || nodes.putIfAbsent(node.name(), node) != null) {
        throw twice(path);
      }
    }

    private static void requireName(String path, String name) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw new DavitException(ErrorCode.PATH_UNSAFE, "path \"" + path + '"', null);
      }
    }

    private static DavitException twice(String path) {
      return new DavitException(
          ErrorCode.INVALID_REQUEST, "path \"" + path + '"', "it is in the tree already");
    }
  }
}
