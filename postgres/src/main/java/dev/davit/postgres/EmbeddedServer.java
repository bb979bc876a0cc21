package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * A Pixeltable home's server while Davit uses it. If Davit had to start it, closing stops it,
 * unless the application has come to use it meanwhile: then it stays up, as the application would
 * have left it.
 */
public final class EmbeddedServer implements AutoCloseable {
  private final PixeltableHome home;
  private final PostmasterFile running;
  private final EmbeddedCluster started;

  private EmbeddedServer(PixeltableHome home, PostmasterFile running, EmbeddedCluster started) {
    this.home = home;
    this.running = running;
    this.started = started;
  }

  static EmbeddedServer open(PixeltableHome home, Path programs) throws InterruptedException {
    if (!home.exists()) {
      throw new DavitException(
          ErrorCode.PATH_MISSING,
          home.quoted(),
          "there is no cluster in \"" + home.cluster() + "\"");
    }
    var running = PostmasterFile.ofRunning(home.cluster()).filter(PostmasterFile::ready);
    if (running.isPresent()) {
      return new EmbeddedServer(home, running.get(), null);
    }
    var cluster = EmbeddedCluster.existing(home, programs);
    return new EmbeddedServer(home, cluster.start(), cluster);
  }

  public DatabaseUrl url(String database) {
    return running.url(PixeltableHome.SUPERUSER, database);
  }

  /** Whether it was down before. */
  public boolean startedByUs() {
    return started != null;
  }

  /** Every database that is not a template and takes sessions, by name. */
  public List<String> databases() {
    return Databases.list(url("postgres"), null);
  }

  @Override
  public void close() {
    if (started == null || hasOtherSessions()) {
      return;
    }
    try {
      started.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasOtherSessions() {
    String sql =
        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            + " AND pid <> pg_backend_pid() AND application_name <> 'davit'";
    try (var c = url("postgres").connect(null);
        var s = c.createStatement();
        var r = s.executeQuery(sql)) {
      return r.next() && r.getInt(1) > 0;
    } catch (SQLException e) {
      throw SqlErrors.working(home.quoted(), "asking who uses it", e);
    } catch (DavitException e) {
      return false; // down already: nothing to keep up
    }
  }
}
