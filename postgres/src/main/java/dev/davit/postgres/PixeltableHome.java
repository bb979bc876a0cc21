package dev.davit.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Pixeltable home: a directory with an embedded PostgreSQL cluster, media stores and a
 * configuration. Immutable; what it tells is read from disk at each call.
 *
 * @param directory absolute path of the home
 * @param cluster the embedded server's data directory, normally {@code pgdata} below the home
 */
public record PixeltableHome(Path directory, Path cluster) {
  public static final String SUPERUSER = "postgres";
  static final String OS_USER = "pgserver";

  /** The home at a path, whether it exists (yet, still) or not. */
  public static PixeltableHome of(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    return new PixeltableHome(home, home.resolve("pgdata"));
  }

  /** Whether there is a cluster where a Pixeltable home keeps it. */
  public static boolean isHome(Path directory) {
    return of(directory).exists();
  }

  /** Whether the embedded cluster is there. */
  public boolean exists() {
    return Files.isRegularFile(cluster.resolve("PG_VERSION"));
  }

  /** A database of the running server; empty if it is down. */
  public Optional<DatabaseUrl> runningUrl(String database) {
    return PostmasterFile.ofRunning(cluster)
        .filter(PostmasterFile::ready)
        .map(f -> f.url(SUPERUSER, database));
  }

  /**
   * The running server, or the stopped one started for as long as the result is open.
   *
   * @param programs configured directory of PostgreSQL programs; null: found by version
   * @throws dev.davit.contracts.error.DavitException PATH_MISSING, TOOLS_MISSING, SERVER_FAILED,
   *     PATH_REFUSED
   */
  public EmbeddedServer open(Path programs) throws InterruptedException {
    return EmbeddedServer.open(this, programs);
  }

  /**
   * Makes the wholly lost cluster anew, just as Pixeltable does on its first start; not started.
   * Nothing to do if it is there.
   *
   * @param major version of the server that was lost; 0: any will do
   * @param programs a directory to look at first; null: none
   * @throws dev.davit.contracts.error.DavitException TOOLS_MISSING, TARGET_NOT_EMPTY, PATH_REFUSED
   */
  public void recreateCluster(int major, Path programs) throws InterruptedException {
    EmbeddedCluster.create(this, major, programs);
  }

  /** Name to directory of each media store: {@code media}, and one per local daemon. */
  public Map<String, Path> mediaRoots() {
    var roots = new TreeMap<String, Path>();
    roots.put("media", directory.resolve("media"));
    for (Path proxy : proxies()) {
      roots.put(proxy.getFileName() + "-media", proxy.resolve("media"));
    }
    return roots;
  }

  private List<Path> proxies() {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(p -> p.getFileName().toString().startsWith("proxy_"))
          .filter(p -> Files.isDirectory(p.resolve("media")))
          .sorted()
          .toList();
    } catch (java.io.IOException e) {
      return List.of();
    }
  }

  /** The configuration, which may hold API keys; empty if there is none. */
  public Optional<Path> configuration() {
    Path file = directory.resolve("config.toml");
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  public String quoted() {
    return "Pixeltable home \"" + directory + "\"";
  }
}
