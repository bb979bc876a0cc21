package dev.davit.repository.backend;

/** The kinds of object of a repository and the directory that each lives in (restic's layout). */
public enum ObjectKind {
  /** The one object {@code config}. */
  CONFIG(""),
  KEY("keys"),
  LOCK("locks"),
  SNAPSHOT("snapshots"),
  INDEX("index"),
  /** In directories named after the first two digits of the id. */
  PACK("data");

  private final String directory;

  ObjectKind(String directory) {
    this.directory = directory;
  }

  /** Relative to the root of the repository; empty for {@link #CONFIG}. */
  public String directory() {
    return directory;
  }
}
