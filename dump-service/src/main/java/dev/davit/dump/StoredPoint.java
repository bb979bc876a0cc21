package dev.davit.dump;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The database part of a recovery point, read from its snapshot. Thread-safe. */
public final class StoredPoint {
  static final String DATABASES = "database";
  static final String CONFIGURATION = "config";

  private final Repository repository;
  private final BlobId root;
  private final PointManifest manifest;

  private StoredPoint(Repository repository, BlobId root, PointManifest manifest) {
    this.repository = repository;
    this.root = root;
    this.manifest = manifest;
  }

  /** {@code UNKNOWN_SNAPSHOT}, {@code REPOSITORY_DAMAGED}. The repository stays the caller's. */
  public static StoredPoint open(Repository repository, RecoveryContext context) {
    BlobId root = repository.snapshot(context.snapshot()).tree();
    var trees = repository.trees();
    byte[] file = trees.bytes(trees.require(root, PointManifest.FILE));
    var manifest = Json.read(file, PointManifest.class);
    return new StoredPoint(repository, root, manifest);
  }

  public PointManifest manifest() {
    return manifest;
  }

  /** Every database of the point, in the order they were captured. */
  public List<DatabaseManifest> databases() {
    List<DatabaseManifest> all = new ArrayList<>();
    for (var summary : manifest.databases()) {
      byte[] file = bytes(DATABASES + "/" + summary.name() + ".json");
      all.add(Json.read(file, DatabaseManifest.class));
    }
    return all;
  }

  /** What pg_dump wrote for one database. */
  public StoredDumpFiles files(String database) {
    Node directory = require(DATABASES + "/" + database);
    return new StoredDumpFiles(repository, repository.tree(directory.subtree()));
  }

  /** {@code 1-config.toml} for the first of a system's configuration files. */
  static String configurationName(int index, Path file) {
    return (index + 1) + "-" + file.getFileName();
  }

  /** {@code roles.sql}. */
  public byte[] roles() {
    return bytes("roles.sql");
  }

  /** A captured configuration file; null if the point has none of that name. */
  public Node configuration(String name) {
    return repository.node(root, CONFIGURATION + "/" + name);
  }

  public InputStream read(Node file) {
    return repository.read(file);
  }

  private Node require(String path) {
    return repository.trees().require(root, path);
  }

  private byte[] bytes(String path) {
    return repository.trees().bytes(require(path));
  }
}
