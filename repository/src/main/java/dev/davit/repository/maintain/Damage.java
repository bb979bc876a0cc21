package dev.davit.repository.maintain;

import java.util.List;

/**
 * A damaged object.
 *
 * @param object its kind and id, such as {@code pack 5f…}
 * @param problem the line that tells of it
 * @param snapshots ids of those that need what is damaged in it, oldest first; a recovery point is
 *     one of them
 */
public record Damage(String object, String problem, List<String> snapshots) {
  public Damage {
    snapshots = List.copyOf(snapshots);
  }
}
