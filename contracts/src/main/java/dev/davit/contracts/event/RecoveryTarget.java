package dev.davit.contracts.event;

import dev.davit.contracts.settings.SecretRef;
import java.util.Map;

/**
 * Where a recovery goes. Null fields stand for the place that was captured.
 *
 * @param home another Pixeltable home (absolute path)
 * @param databaseUrl another server and database, without password
 * @param password where its password is
 * @param media root name to absolute path, for those that go elsewhere; {@code none} for those that
 *     are not to be restored
 */
public record RecoveryTarget(
    String home, String databaseUrl, SecretRef password, Map<String, String> media) {
  /** In the place of a path: the root stays in the repository. */
  public static final String LEFT_OUT = "none";

  public RecoveryTarget {
    media = media == null ? Map.of() : Map.copyOf(media);
  }

  /** Everything goes back to where it was. */
  public static RecoveryTarget original() {
    return new RecoveryTarget(null, null, null, Map.of());
  }
}
