package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A user of the operating system, by number: a database cluster belongs to one, and PostgreSQL
 * refuses to run as root.
 *
 * @param name null if the number has no entry in {@code /etc/passwd}
 */
public record OsUser(int uid, int gid, String name) {

  /** The user this process runs as. */
  public static OsUser current() {
    try {
      var self = Path.of("/proc/self");
      return known(
          (Integer) Files.getAttribute(self, "unix:uid"),
          (Integer) Files.getAttribute(self, "unix:gid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The owner of a file. */
  public static OsUser ownerOf(Path path) {
    try {
      return known(
          (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS),
          (Integer) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.PATH_MISSING, "path \"" + path + "\"", "its owner cannot be read", e);
    }
  }

  /** A user by name, if there is one. */
  public static Optional<OsUser> named(String name) {
    return entries().stream().filter(u -> u.name().equals(name)).findFirst();
  }

  /**
   * Whom a server of ours runs as: ourselves, or, as PostgreSQL refuses to run as root, the first
   * of {@code postgres}, {@code pgserver}, {@code nobody} that exists.
   */
  public static OsUser forServers() {
    var self = current();
    if (!self.isRoot()) {
      return self;
    }
    return List.of("postgres", "pgserver", "nobody").stream()
        .flatMap(n -> named(n).stream())
        .findFirst()
        .orElse(new OsUser(65534, 65534, null));
  }

  public boolean isRoot() {
    return uid == 0;
  }

  /** Gives a file or directory to this user; nothing to do if it is theirs. */
  public void own(Path path) throws IOException {
    if (ownerOf(path).uid() != uid) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** The words before a command line that make it run as this user; none if it is us. */
  List<String> prefix() {
    return current().uid() == uid
        ? List.of()
        : List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
  }

  private static OsUser known(int uid, int gid) {
    return entries().stream()
        .filter(u -> u.uid() == uid)
        .findFirst()
        .map(u -> new OsUser(uid, gid, u.name()))
        .orElse(new OsUser(uid, gid, null));
  }

  private static List<OsUser> entries() {
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .map(l -> l.split(":", -1))
          .filter(f -> f.length >= 4 && f[2].matches("\\d{1,9}") && f[3].matches("\\d{1,9}"))
          .map(f -> new OsUser(Integer.parseInt(f[2]), Integer.parseInt(f[3]), f[0]))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
