package dev.davit.postgres.restore;

import dev.davit.postgres.DatabaseUrl;

/**
 * Puts a restored database in the place of the one it replaces, on the same server, by renaming.
 * Each step looks at what is there first, so that it may be repeated after a crash at any
 * statement. Names: the live one, the new one beside it, the old one while both exist. Clients are
 * refused from {@link #swap} until {@link #open}.
 */
public final class DatabaseSwap {
  private final DatabaseUrl server;
  private final char[] password;
  private final String live;
  private final String beside;
  private final String old;

  /**
   * @param server any database of the server but the swapped ones, normally {@code postgres}
   * @param live the name clients use
   * @param beside the restored one's name
   * @param old what the replaced one is called until it is dropped
   */
  public DatabaseSwap(DatabaseUrl server, char[] password, String live, String beside, String old) {
    this.server = server;
    this.password = password == null ? null : password.clone();
    this.live = live;
    this.beside = beside;
    this.old = old;
  }

  /** Refuses clients on both, ends their sessions and swaps the names. */
  public void swap() {
    throw new UnsupportedOperationException(server + live + beside + old + (password == null));
  }

  /** Admits clients to the live name again. After it there is no way back. */
  public void open() {
    throw new UnsupportedOperationException();
  }

  /** Drops the replaced one. */
  public void dropOld() {
    throw new UnsupportedOperationException();
  }

  /** Back to before {@link #swap}: the replaced one is live and open, the new one beside it. */
  public void undo() {
    throw new UnsupportedOperationException();
  }
}
