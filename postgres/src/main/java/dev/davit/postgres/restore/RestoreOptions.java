package dev.davit.postgres.restore;

/**
 * How a restore runs.
 *
 * @param jobs tables and indexes at a time
 * @param owners whether objects get their captured owners, whose roles must exist; else they belong
 *     to the role that restores
 * @param maintenanceMemoryMib memory per index build
 */
public record RestoreOptions(int jobs, boolean owners, int maintenanceMemoryMib) {
  public static final RestoreOptions DEFAULT = new RestoreOptions(2, true, 256);

  public RestoreOptions withJobs(int number) {
    return new RestoreOptions(number, owners, maintenanceMemoryMib);
  }

  public RestoreOptions withOwners(boolean keep) {
    return new RestoreOptions(jobs, keep, maintenanceMemoryMib);
  }
}
