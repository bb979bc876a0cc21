package dev.davit.dump;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    Node file = require(repository, root, PointManifest.FILE);
    var manifest = Json.read(bytes(repository, file), PointManifest.class);
    return new StoredPoint(repository, root, manifest);
  }

  public PointManifest manifest() {
    return manifest;
  }

  /** Every database of the point, in the order they were captured. */
  public List<DatabaseManifest> databases() {
    List<DatabaseManifest> all = new ArrayList<>();
    for (var summary : manifest.databases()) {
      Node file = require(repository, root, DATABASES + "/" + summary.name() + ".json");
      all.add(Json.read(bytes(repository, file), DatabaseManifest.class));
    }
    return all;
  }

  /** What pg_dump wrote for one database. */
  public StoredDumpFiles files(String database) {
    Node directory = require(repository, root, DATABASES + "/" + database);
    return new StoredDumpFiles(repository, repository.tree(directory.subtree()));
  }

  /** {@code 1-config.toml} for the first of a system's configuration files. */
  static String configurationName(int index, Path file) {
    return (index + 1) + "-" + file.getFileName();
  }

  /** {@code roles.sql}. */
  public byte[] roles() {
    return bytes(repository, require(repository, root, "roles.sql"));
  }

  /** A captured configuration file; null if the point has none of that name. */
  public Node configuration(String name) {
    return repository.node(root, CONFIGURATION + "/" + name);
  }

  public InputStream read(Node file) {
    return repository.read(file);
  }

  private static Node require(Repository repository, BlobId root, String path) {
    Node node = repository.node(root, path);
    if (node == null) {
      throw new DavitException(
          ErrorCode.OBJECT_MISSING, "file \"" + path + "\"", "the snapshot does not hold it");
    }
    return node;
  }

  private static byte[] bytes(Repository repository, Node file) {
    try (InputStream in = repository.read(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
