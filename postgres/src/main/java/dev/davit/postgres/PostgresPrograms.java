package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One directory of PostgreSQL programs of one version. Found by version in this order: the
 * configured directory, those a Pixeltable installation brought, {@code pg_config}, {@code
 * /usr/lib/postgresql}, {@code PATH}. Immutable.
 *
 * @param directory holds {@code pg_dump} or {@code postgres}
 * @param major 15 for 15.14
 * @param bundled whether a Pixeltable installation brought it, pgvector included
 */
public record PostgresPrograms(Path directory, int major, boolean bundled) {

  /**
   * Client programs for a server.
   *
   * @param serverMajor the server's major version
   * @param configured looked at first; null if none is configured
   * @throws DavitException TOOLS_MISSING, naming what was found
   */
  public static PostgresPrograms find(int serverMajor, Path configured) {
    var found = all(configured);
    return found.stream()
        .filter(p -> p.has("pg_dump") && p.has("pg_restore") && p.major() >= serverMajor)
        .findFirst()
        .orElseThrow(() -> missing("for a server of version " + serverMajor, found));
  }

  /**
   * Programs that can run a server of ours: the highest version among those that the server's user
   * can reach (as root that is another user, who cannot enter root's home, where Python may keep
   * some); of those out of reach if there are no others, so that starting them names the obstacle.
   *
   * @throws DavitException TOOLS_MISSING
   */
  public static PostgresPrograms findServer(Path configured) {
    var found = all(configured);
    OsUser user = OsUser.forServers();
    return found.stream()
        .filter(PostgresPrograms::hasServer)
        .max(
            Comparator.comparing((PostgresPrograms p) -> Traversal.possible(user, p.directory()))
                .thenComparingInt(PostgresPrograms::major))
        .orElseThrow(() -> missing("to run a server", found));
  }

  /**
   * Programs that can run a cluster that exists: of exactly its version, those that a Pixeltable
   * installation brought first.
   *
   * @throws DavitException TOOLS_MISSING
   */
  public static PostgresPrograms findServer(int major, Path configured) {
    var found = all(configured);
    return found.stream()
        .filter(p -> p.hasServer() && p.major() == major)
        .min(Comparator.comparing(p -> !p.bundled()))
        .orElseThrow(() -> missing("to run a cluster of version " + major, found));
  }

  /**
   * Programs that can make a lost home's cluster anew: what a Pixeltable installation brought if it
   * is no older than what was captured, else a server of exactly the captured version.
   *
   * @param major of the server that was captured; 0: any will do
   */
  public static Optional<PostgresPrograms> findForHome(int major, Path configured) {
    var found = all(configured).stream().filter(PostgresPrograms::hasServer).toList();
    var newestFirst = Comparator.comparingInt(PostgresPrograms::major).reversed();
    return found.stream()
        .filter(p -> p.bundled() ? p.major() >= major : major == 0 || p.major() == major)
        .min(Comparator.comparing((PostgresPrograms p) -> !p.bundled()).thenComparing(newestFirst));
  }

  /** Everything found, in the order of preference. */
  public static List<PostgresPrograms> all(Path configured) {
    return ProgramSearch.directories(configured).stream()
        .flatMap(d -> of(d).stream())
        .distinct()
        .toList();
  }

  /** The programs of one directory; empty if it holds none. */
  public static Optional<PostgresPrograms> of(Path directory) {
    return ProgramSearch.major(directory)
        .map(m -> new PostgresPrograms(directory, m, ProgramSearch.isBundled(directory)));
  }

  public boolean has(String name) {
    return Files.isExecutable(directory.resolve(name));
  }

  /** Whether it holds {@code initdb}, {@code pg_ctl} and {@code postgres}. */
  public boolean hasServer() {
    return has("initdb") && has("pg_ctl") && has("postgres");
  }

  /** Absolute path of one program. */
  public String program(String name) {
    return directory.resolve(name).toString();
  }

  private static DavitException missing(String purpose, List<PostgresPrograms> found) {
    String list =
        found.stream()
            .map(p -> p.major() + " in " + p.directory())
            .collect(Collectors.joining(", "));
    return new DavitException(
        ErrorCode.TOOLS_MISSING,
        "PostgreSQL programs " + purpose,
        found.isEmpty() ? "none found" : "found " + list);
  }
}
