package dev.davit.repository;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.crypto.KeyInfo;
import dev.davit.repository.crypto.KeyRing;
import dev.davit.repository.crypto.Password;
import java.time.InstantSource;
import java.util.List;

/**
 * The passwords that open a repository, each with a key object of its own. There is always one: the
 * key in use cannot be removed. Thread-safe.
 */
public final class RepositoryKeys {
  private final Backend backend;
  private final KeyRing ring;
  private final KeyRing.Opened opened;
  private final InstantSource clock;

  RepositoryKeys(Backend backend, KeyRing.Opened opened, InstantSource clock) {
    this.backend = backend;
    this.ring = new KeyRing(backend);
    this.opened = opened;
    this.clock = clock;
  }

  /** Every key object. */
  public List<KeyInfo> list() {
    return ring.list();
  }

  /** Id of the key object that the repository was opened with. */
  public String current() {
    return opened.id();
  }

  /** Lets one more password open the repository; returns the id of the new key object. */
  public String add(Password password, String username, String hostname) {
    String added = ring.add(opened.master(), password, username, hostname, clock.instant());
    backend.sync();
    return added;
  }

  /**
   * Takes a password its power. The repository's own key stays the same: who has kept that, or a
   * copy of the key object, can still read.
   *
   * @param idOrPrefix id, or a prefix that only one has
   * @return the id of what was removed
   * @throws DavitException {@code INVALID_REQUEST} for an unknown key and the one in use
   */
  public String remove(String idOrPrefix) {
    List<String> found =
        ring.list().stream().map(KeyInfo::id).filter(id -> id.startsWith(idOrPrefix)).toList();
    if (found.size() != 1 || idOrPrefix.isEmpty()) {
      throw refused(idOrPrefix, found.isEmpty() ? "there is no such key" : "several begin so");
    }
    if (found.getFirst().equals(opened.id())) {
      throw refused(idOrPrefix, "it is the one in use; open the repository with another first");
    }
    ring.remove(found.getFirst());
    backend.sync();
    return found.getFirst();
  }

  /**
   * Puts a new password in the place of the one in use. Broken off in between, both open.
   *
   * @return the id of the new key object
   */
  public String replace(Password password, String username, String hostname) {
    String added = add(password, username, hostname);
    ring.remove(opened.id());
    backend.sync();
    return added;
  }

  private static DavitException refused(String id, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "key \"" + id + '"', reason);
  }
}
