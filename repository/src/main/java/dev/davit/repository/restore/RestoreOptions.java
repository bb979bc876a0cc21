package dev.davit.repository.restore;

/**
 * How to restore.
 *
 * @param include path within the tree; only it and what is below is restored, at that path below
 *     the target; null for everything
 * @param verify read every file again after it was written and compare
 * @param dryRun plan and count, write nothing
 * @param overwrite replace files that are there; otherwise the first one found is refused
 * @param owner set owner and group by number (needs root)
 * @param shallow what is in subdirectories is left out, and they themselves
 */
public record RestoreOptions(
    String include,
    boolean verify,
    boolean dryRun,
    boolean overwrite,
    boolean owner,
    boolean shallow) {

  /** Everything, read again, into an empty place; owners set if run as root. */
  public static RestoreOptions all() {
    return new RestoreOptions(
        null, true, false, false, "root".equals(System.getProperty("user.name")), false);
  }

  public RestoreOptions including(String path) {
    return new RestoreOptions(path, verify, dryRun, overwrite, owner, shallow);
  }

  public RestoreOptions verifying(boolean again) {
    return new RestoreOptions(include, again, dryRun, overwrite, owner, shallow);
  }

  public RestoreOptions dry() {
    return new RestoreOptions(include, verify, true, overwrite, owner, shallow);
  }

  public RestoreOptions overwriting() {
    return new RestoreOptions(include, verify, dryRun, true, owner, shallow);
  }

  /** Without subdirectories. */
  public RestoreOptions flat() {
    return new RestoreOptions(include, verify, dryRun, overwrite, owner, true);
  }
}
