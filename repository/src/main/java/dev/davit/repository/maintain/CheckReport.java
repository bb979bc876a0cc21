package dev.davit.repository.maintain;

import java.util.List;

/**
 * What a check found.
 *
 * @param packs stored ones
 * @param readPacks those that were read whole
 * @param readBytes of these
 * @param problems each a line; at most a thousand are kept
 * @param problemCount all of them: zero if the repository is sound
 * @param damages the same problems by object, each with the snapshots that suffer from it
 * @param notes what is no damage: packs that no index names, for a prune to remove
 */
public record CheckReport(
    long snapshots,
    long trees,
    long files,
    long packs,
    long readPacks,
    long readBytes,
    List<String> problems,
    long problemCount,
    List<Damage> damages,
    List<String> notes) {
  public CheckReport {
    problems = List.copyOf(problems);
    damages = List.copyOf(damages);
    notes = List.copyOf(notes);
  }

  public boolean isSound() {
    return problemCount == 0;
  }
}
