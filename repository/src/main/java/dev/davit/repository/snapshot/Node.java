package dev.davit.repository.snapshot;

import dev.davit.repository.pack.BlobId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One entry of a directory, with restic's fields.
 *
 * @param name one path component as {@link FileName} text; never empty, {@code .}, {@code ..} or
 *     with a slash where it is restored
 * @param mode permission bits with set-uid, set-gid and sticky, as {@code st_mode & 07777}
 * @param user name of the owner, empty if unknown; likewise group
 * @param deviceId of the file system; with inode it identifies hard links
 * @param size bytes of a file, 0 for others
 * @param device {@code st_rdev} of device nodes
 * @param linkTarget of a symlink as {@link FileName} text, otherwise empty
 * @param content blobs of a file in order; empty for others
 * @param subtree tree blob of a directory, otherwise null
 */
public record Node(
    String name,
    NodeType type,
    int mode,
    Instant mtime,
    Instant atime,
    Instant ctime,
    int uid,
    int gid,
    String user,
    String group,
    long inode,
    long deviceId,
    long size,
    long links,
    String linkTarget,
    List<ExtendedAttribute> xattrs,
    long device,
    List<BlobId> content,
    BlobId subtree) {

  public Node {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(mtime, "mtime");
    atime = atime == null ? mtime : atime;
    ctime = ctime == null ? mtime : ctime;
    user = user == null ? "" : user;
    group = group == null ? "" : group;
    linkTarget = linkTarget == null ? "" : linkTarget;
    xattrs = xattrs == null ? List.of() : List.copyOf(xattrs);
    content = content == null ? List.of() : List.copyOf(content);
  }

  /** A file of a single name, owned by root. */
  public static Node file(String name, int mode, Instant mtime, long size, List<BlobId> content) {
    return new Node(
        name,
        NodeType.FILE,
        mode,
        mtime,
        null,
        null,
        0,
        0,
        "",
        "",
        0,
        0,
        size,
        1,
        "",
        null,
        0,
        content,
        null);
  }

  /** A directory owned by root. */
  public static Node directory(String name, int mode, Instant mtime, BlobId subtree) {
    return new Node(
        name,
        NodeType.DIRECTORY,
        mode,
        mtime,
        null,
        null,
        0,
        0,
        "",
        "",
        0,
        0,
        0,
        0,
        "",
        null,
        0,
        null,
        subtree);
  }

  public boolean isFile() {
    return type == NodeType.FILE;
  }

  public boolean isDirectory() {
    return type == NodeType.DIRECTORY;
  }

  public Node named(String newName) {
    return new Node(
        newName,
        type,
        mode,
        mtime,
        atime,
        ctime,
        uid,
        gid,
        user,
        group,
        inode,
        deviceId,
        size,
        links,
        linkTarget,
        xattrs,
        device,
        content,
        subtree);
  }

  public Node withContent(List<BlobId> blobs, long bytes) {
    return new Node(
        name,
        type,
        mode,
        mtime,
        atime,
        ctime,
        uid,
        gid,
        user,
        group,
        inode,
        deviceId,
        bytes,
        links,
        linkTarget,
        xattrs,
        device,
        blobs,
        subtree);
  }

  public Node withSubtree(BlobId tree) {
    return new Node(
        name,
        type,
        mode,
        mtime,
        atime,
        ctime,
        uid,
        gid,
        user,
        group,
        inode,
        deviceId,
        size,
        links,
        linkTarget,
        xattrs,
        device,
        content,
        tree);
  }
}
