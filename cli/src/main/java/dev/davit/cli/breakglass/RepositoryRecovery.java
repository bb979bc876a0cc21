package dev.davit.cli.breakglass;

import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.repository.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Recovers a point from its repository alone. Everything is looked at before anything is changed;
 * media come first, then databases; success means that every table equals what was captured and
 * every file was read back.
 */
public final class RepositoryRecovery {
  private final Repository repository;
  private final FoundPoint point;
  private final Consumer<String> said;

  private RepositoryRecovery(Repository repository, FoundPoint point, Consumer<String> said) {
    this.repository = repository;
    this.point = point;
    this.said = said;
  }

  /** What a recovery brought back. */
  public record Outcome(
      String system, String point, int databases, long tables, long rows, long files) {}

  /**
   * Where to; null and empty stand for the place that was captured.
   *
   * @param media from the names of the point's media roots to directories
   */
  public record Target(
      Path home,
      DatabaseUrl database,
      char[] password,
      Function<List<String>, Map<String, String>> media) {}

  /**
   * @param system null: the only one in the repository
   * @param pointId null: the newest sealed point
   * @param publicKey null: the signature is not checked
   * @param said hears one line per step
   * @throws dev.davit.contracts.error.DavitException UNKNOWN_POINT, NO_POINT, SIGNATURE_WRONG
   */
  public static RepositoryRecovery find(
      Repository repository, String system, String pointId, Path publicKey, Consumer<String> said)
      throws IOException {
    var point = FoundPoint.find(repository, system, pointId, said);
    if (publicKey != null) {
      PointSignature.require(repository, point, publicKey);
      said.accept("the signature fits: " + point.manifest().point());
    }
    return new RepositoryRecovery(repository, point, said);
  }

  /** The point that was found. */
  public PointManifest point() {
    return point.manifest();
  }

  /**
   * @param replace what the target holds may be replaced
   * @throws dev.davit.contracts.error.DavitException TARGET_NOT_EMPTY, EXTENSION_MISSING before
   *     anything is changed; VALIDATION_FAILED and whatever engine and server say after
   */
  public Outcome run(Target target, boolean replace) throws IOException, InterruptedException {
    var roots = List.copyOf(point().mediaRoots().keySet());
    var media = new java.util.HashMap<String, Path>();
    target.media().apply(roots).forEach((name, path) -> media.put(name, Path.of(path)));
    var asked = new RecoveryPlace.Asked(target.home(), target.database(), target.password(), media);
    var place = RecoveryPlace.of(point(), asked);
    var files = new FileRecovery(repository, point, place, said);
    var databases = new DatabaseRecovery(repository, point, place, said);
    files.survey(replace);
    try (var server = RecoveryServer.open(place, databases.major())) {
      databases.survey(server, replace);
      files.run();
      databases.run(server);
      files.finish();
    } catch (RuntimeException | IOException e) {
      files.aside().forEach(path -> said.accept("what was replaced is still in " + path));
      throw e;
    }
    return outcome(databases.captured(), files.files());
  }

  private Outcome outcome(List<DatabaseManifest> databases, long files) {
    return new Outcome(
        point().system(),
        point().point(),
        databases.size(),
        databases.stream().mapToLong(database -> database.fingerprints().size()).sum(),
        databases.stream().mapToLong(DatabaseManifest::rows).sum(),
        files);
  }
}
