package dev.davit.contracts.settings;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.List;

/**
 * Before, beside and behind which other work that of a system is begun. It waits as long as it
 * must, and says why.
 *
 * @param priority of its backups among those of other systems, from -100 to 100; the higher goes
 *     first, always
 * @param atOnceOnDatabaseServer how much work may run at the system's database server (host and
 *     port, or home), that of all systems counted, when work of this one begins there; null: any
 * @param atOnceOnRepository likewise how much in its repository, for each service; null: any
 * @param blackouts when no capture is begun
 */
public record WorkLimits(
    int priority,
    Integer atOnceOnDatabaseServer,
    Integer atOnceOnRepository,
    List<BlackoutWindow> blackouts) {
  public static final WorkLimits NONE = new WorkLimits(0, null, null, List.of());
  private static final int HIGHEST = 100;

  public WorkLimits {
    if (Math.abs(priority) > HIGHEST) {
      throw refused("priority", "from -" + HIGHEST + " to " + HIGHEST);
    }
    requirePositive("atOnceOnDatabaseServer", atOnceOnDatabaseServer);
    requirePositive("atOnceOnRepository", atOnceOnRepository);
    blackouts = blackouts == null ? List.of() : List.copyOf(blackouts);
  }

  private static void requirePositive(String field, Integer limit) {
    if (limit != null && limit < 1) {
      throw refused(field, "at least 1, or leave it out");
    }
  }

  private static DavitException refused(String field, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "limits' \"" + field + "\"", reason);
  }
}
