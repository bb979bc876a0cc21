package dev.davit.media.model;

/** What a recovery makes or changes at its target; journalled before it is done. */
public enum Made {
  /** A directory that did not exist; the name is its path. */
  DIRECTORY,
  /** The contents of a root that was empty; the detail is its {@link DirectoryLook} before. */
  FILLED,
  /** A side directory that is gone again before the step ends; the name is the directory's. */
  DRAFT,
  /** A file outside of all roots that did not exist; the name is its path. */
  FILE,
  /** A side directory that waits for the exchange; the detail is a {@link Beside}. */
  BESIDE,
  /** What a directory held goes into its side directory. */
  OUT,
  /** All of that is there; what was restored goes in. */
  IN,
  /** The removal of what was replaced, from where there is no way back; the name is empty. */
  CLEAN
}
