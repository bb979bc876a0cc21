package dev.davit.contracts.event;

/** The steps of a recovery, in the order of a plan; a plan leaves out what it does not need. */
public enum RecoveryStep {
  /** media-service: files beside the old ones, or into an empty place. */
  MEDIA,
  /** dump-service: databases beside the old ones, or new; URLs rewritten; validated. */
  DATABASE,
  /** dump-service: clients refused, old and new databases change names. */
  SWAP_DATABASE,
  /** media-service: old and new directories change names. */
  SWAP_MEDIA,
  /** dump-service: clients let in: the commit. The old databases are dropped. */
  OPEN,
  /** media-service: the old directories are removed. */
  CLEAN_MEDIA,
  /** dump-service, before the commit only: takes back whatever database steps did. */
  UNDO_DATABASE,
  /** media-service, before the commit only: takes back whatever media steps did. */
  UNDO_MEDIA
}
