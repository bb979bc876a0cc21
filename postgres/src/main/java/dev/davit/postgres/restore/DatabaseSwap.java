package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Puts a restored database in the place of the one it replaces, on the same server, by renaming.
 * Each step looks at what is there first, so that it may be repeated after a crash at any
 * statement. Names: the live one, the new one beside it, the old one while both exist. Clients,
 * Davit included, are refused from {@link #swap} until {@link #open} or {@link #undo}.
 *
 * <p>There need not be a live one before: then the new one takes the name, and nothing is old. The
 * new one carries a mark until it is opened, so that {@link #undo} never takes another database for
 * it.
 */
public final class DatabaseSwap {
  private static final int TRIES = 5;

  private final DatabaseUrl server;
  private final char[] password;
  private final String live;
  private final String beside;
  private final String old;

  /**
   * @param server any database of the server; its name does not matter
   * @param live the name clients use
   * @param beside the restored one's name, not used for anything else
   * @param old what the replaced one is called until it is dropped, likewise
   */
  public DatabaseSwap(DatabaseUrl server, char[] password, String live, String beside, String old) {
    if (Set.of(live, beside, old).size() != 3) {
      throw new IllegalArgumentException("three databases need three names");
    }
    this.server = server;
    this.password = password == null ? null : password.clone();
    this.live = live;
    this.beside = beside;
    this.old = old;
  }

  /**
   * Refuses clients on both, ends their sessions and swaps the names.
   *
   * @throws DavitException DATABASE_UNKNOWN if there is nothing beside, TARGET_NOT_EMPTY if the old
   *     name is taken, PERMISSION_MISSING
   */
  public void swap() {
    with(
        "swapping the databases",
        c -> {
          if (!exists(c, beside)) {
            requireSwapped(c);
            return;
          }
          if (exists(c, live) && exists(c, old)) {
            throw new DavitException(
                ErrorCode.TARGET_NOT_EMPTY, quoted(old), "the replaced database needs its name");
          }
          mark(c, beside);
          refuse(c, beside);
          if (exists(c, live)) {
            refuse(c, live);
            rename(c, live, old);
          }
          rename(c, beside, live);
        });
  }

  private void requireSwapped(Connection c) throws SQLException {
    if (!isMarked(c, live)) {
      throw new DavitException(
          ErrorCode.DATABASE_UNKNOWN, quoted(beside), "nothing was restored there");
    }
  }

  /** Admits clients to the live name again. After it there is no way back. */
  public void open() {
    with(
        "opening it",
        c -> {
          allow(c, live);
          run(c, "COMMENT ON DATABASE " + SqlNames.quote(live) + " IS NULL");
        });
  }

  /** Drops the replaced one; nothing to do if there is none. */
  public void dropOld() {
    with(
        "dropping the replaced database",
        c -> run(c, "DROP DATABASE IF EXISTS " + SqlNames.quote(old) + " WITH (FORCE)"));
  }

  /** Back to before {@link #swap}: the replaced one is live and open, the new one beside it. */
  public void undo() {
    with(
        "swapping back",
        c -> {
          if (isMarked(c, live)) {
            refuse(c, live);
            rename(c, live, beside);
          }
          if (exists(c, old) && !exists(c, live)) {
            rename(c, old, live);
          }
          for (String name : new String[] {live, beside}) {
            if (exists(c, name)) {
              allow(c, name);
            }
          }
        });
  }

  private interface Work {
    void on(Connection c) throws SQLException;
  }

  private void with(String doing, Work work) {
    try (var c = maintenance()) {
      work.on(c);
    } catch (SQLException e) {
      throw SqlErrors.working(server.withDatabase(live), doing, e);
    }
  }

  /** A database that is being renamed cannot be connected to. */
  private Connection maintenance() {
    return Set.of(live, beside, old).contains("postgres")
        ? server.withDatabase("template1").connect(password)
        : TargetDatabase.maintenance(server, password);
  }

  private static boolean exists(Connection c, String name) throws SQLException {
    return is(c, "SELECT 1 FROM pg_database WHERE datname = ?", name, null);
  }

  private boolean isMarked(Connection c, String name) throws SQLException {
    return is(
        c,
        "SELECT 1 FROM pg_database WHERE datname = ?"
            + " AND shobj_description(oid, 'pg_database') = ?",
        name,
        markText());
  }

  private static boolean is(Connection c, String sql, String name, String text)
      throws SQLException {
    try (var s = c.prepareStatement(sql)) {
      s.setString(1, name);
      if (text != null) {
        s.setString(2, text);
      }
      try (var r = s.executeQuery()) {
        return r.next();
      }
    }
  }

  private String markText() {
    return "davit: restored as " + beside;
  }

  private void mark(Connection c, String name) throws SQLException {
    run(c, "COMMENT ON DATABASE " + SqlNames.quote(name) + " IS " + SqlNames.literal(markText()));
  }

  private static void refuse(Connection c, String name) throws SQLException {
    run(c, "ALTER DATABASE " + SqlNames.quote(name) + " ALLOW_CONNECTIONS false");
    var ignored =
        is(
            c,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?"
                + " AND pid <> pg_backend_pid()",
            name,
            null);
  }

  private static void allow(Connection c, String name) throws SQLException {
    run(c, "ALTER DATABASE " + SqlNames.quote(name) + " ALLOW_CONNECTIONS true");
  }

  /**
   * Ended sessions take a moment to go; the server itself waits five seconds for them each time.
   */
  private static void rename(Connection c, String from, String to) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        run(c, "ALTER DATABASE " + SqlNames.quote(from) + " RENAME TO " + SqlNames.quote(to));
        return;
      } catch (SQLException e) {
        if (!"55006".equals(e.getSQLState()) || attempt == TRIES) {
          throw e;
        }
        refuse(c, from);
      }
    }
  }

  private static void run(Connection c, String sql) throws SQLException {
    try (var s = c.createStatement()) {
      s.execute(sql);
    }
  }

  private static String quoted(String name) {
    return "database \"" + name + "\"";
  }
}
