package dev.davit.repository.maintain;

import java.util.List;

/**
 * What a repair of the index did, or with a dry run would do.
 *
 * @param packs stored ones
 * @param unreadable ids of index objects that were replaced because they could not be read
 * @param added ids of packs whose entries were made anew from what they say of themselves
 * @param missing ids of packs that are not stored: their entries are left out now
 * @param broken packs that do not say what they hold, each with the reason: left where they are
 */
public record IndexRepairReport(
    boolean dryRun,
    long packs,
    List<String> unreadable,
    List<String> added,
    List<String> missing,
    List<String> broken) {
  public IndexRepairReport {
    unreadable = List.copyOf(unreadable);
    added = List.copyOf(added);
    missing = List.copyOf(missing);
    broken = List.copyOf(broken);
  }

  /** True if the index was right, and all that is stored readable. */
  public boolean nothingWrong() {
    return unreadable.isEmpty() && added.isEmpty() && missing.isEmpty() && broken.isEmpty();
  }
}
