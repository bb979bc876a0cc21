package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.profile.PathMove;
import dev.davit.postgres.profile.Profile;
import dev.davit.postgres.restore.TableCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Proves that a restored database is what was captured, moves the paths in it, and has the profile
 * look for contradictions. Used by one thread.
 */
final class DatabaseValidation {
  private static final System.Logger LOG = System.getLogger(DatabaseValidation.class.getName());

  private final Profile profile;
  private final int jobs;
  private final BooleanSupplier cancelled;

  DatabaseValidation(Profile profile, int jobs, BooleanSupplier cancelled) {
    this.profile = profile;
    this.jobs = jobs;
    this.cancelled = cancelled;
  }

  /**
   * Compares every table before any path is moved, because moving changes rows.
   *
   * @param moves directories that are elsewhere now, old to new
   * @throws DavitException VALIDATION_FAILED; nothing is wrong with the repository then unless a
   *     check of it says so
   */
  void run(DatabaseUrl url, char[] password, DatabaseManifest captured, Map<String, String> moves)
      throws InterruptedException {
    TableCheck.requireEqual(url, password, captured.fingerprints(), jobs, cancelled);
    try (var connection = url.connect(password)) {
      connection.setAutoCommit(false);
      if (!moves.isEmpty()) {
        long cells = profile.rewrite(connection, pathMoves(moves));
        LOG.log(
            System.Logger.Level.INFO,
            "paths moved; database={0} cells={1}",
            url.database(),
            Long.toString(cells));
      }
      connection.commit();
      judge(url, captured, profile.checks(connection));
      connection.commit();
    } catch (SQLException e) {
      throw SqlErrors.working(url, "validating it", e);
    }
  }

  /** What was unfinished when it was captured is unfinished now; that was said at the backup. */
  private static void judge(DatabaseUrl url, DatabaseManifest captured, List<String> findings) {
    if (findings.isEmpty()) {
      return;
    }
    if (!captured.inconsistent().isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "captured with unfinished operations; database=" + url.database() + " " + findings);
      return;
    }
    throw new DavitException(
        ErrorCode.VALIDATION_FAILED, url.quoted(), String.join("; ", findings));
  }

  private static List<PathMove> pathMoves(Map<String, String> moves) {
    return moves.entrySet().stream()
        .map(move -> new PathMove(move.getKey(), move.getValue()))
        .toList();
  }
}
