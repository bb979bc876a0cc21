package dev.davit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.TableVersion;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recovery point as its snapshot holds it.
 *
 * @param raw {@code recovery-point.json} byte for byte, as it was signed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record StoredPoint(SnapshotMeta snapshot, PointManifest manifest, byte[] raw) {
  private static final String DATABASES = "database/";

  /**
   * Empty for a snapshot that is no recovery point.
   *
   * @throws DavitException {@code REPOSITORY_DAMAGED}, {@code OBJECT_MISSING} if it cannot be read
   */
  static Optional<StoredPoint> read(Repository repository, SnapshotMeta snapshot) {
    Node file = repository.node(snapshot.tree(), PointManifest.FILE);
    if (file == null || !file.isFile()) {
      return Optional.empty();
    }
    byte[] raw = repository.trees().bytes(file);
    try {
      return Optional.of(new StoredPoint(snapshot, Json.read(raw, PointManifest.class), raw));
    } catch (UncheckedIOException e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED,
          "snapshot \"" + snapshot.id() + "\"",
          PointManifest.FILE + " is no manifest",
          e);
    }
  }

  /** As {@link #read}; {@code OBJECT_MISSING} for what is no recovery point. */
  static StoredPoint require(Repository repository, SnapshotMeta snapshot) {
    return read(repository, snapshot).orElseThrow(() -> missing(snapshot.id(), PointManifest.FILE));
  }

  /** The signature's envelope; empty if the point has none. */
  Optional<JsonNode> envelope(Repository repository) {
    Node file = repository.node(snapshot.tree(), PointManifest.SIGNATURE_FILE);
    if (file == null || !file.isFile()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(repository.trees().bytes(file), JsonNode.class));
    } catch (UncheckedIOException noJson) {
      return Optional.empty();
    }
  }

  /** Bytes of one of the root's own files. */
  long size(Repository repository, String rootFile) {
    Node file = repository.node(snapshot.tree(), rootFile);
    return file == null ? 0 : file.size();
  }

  /** The application's tables in all databases, in their stored order. */
  List<TableVersion> lineage(Repository repository) {
    var names = manifest.databases().stream().map(database -> database.name()).toList();
    return lineage(repository, snapshot.tree(), names);
  }

  /**
   * The application's tables in these databases.
   *
   * @param tree of a point, or of its database part
   */
  static List<TableVersion> lineage(Repository repository, BlobId tree, List<String> databases) {
    List<TableVersion> tables = new ArrayList<>();
    for (String name : databases) {
      Node file = requireFile(repository, tree, DATABASES + name + ".json");
      tables.addAll(Json.read(repository.trees().bytes(file), DatabaseManifest.class).lineage());
    }
    return tables;
  }

  /** {@code OBJECT_MISSING} if the tree has no file there. */
  static Node requireFile(Repository repository, BlobId tree, String path) {
    Node node = repository.node(tree, path);
    if (node == null || !node.isFile()) {
      throw missing(tree.toString(), path);
    }
    return node;
  }

  private static DavitException missing(String where, String path) {
    return new DavitException(
        ErrorCode.OBJECT_MISSING, "file \"" + path + "\"", "\"" + where + "\" does not hold it");
  }
}
