package dev.davit.repository.restore;

import dev.davit.repository.snapshot.Node;

/** Hears what a restorer does; calls may come from several threads, never two at once. */
public interface RestoreListener {
  RestoreListener NONE = new RestoreListener() {};

  /** A directory entry is complete, with its content but perhaps not yet its times. */
  default void restored(String path, Node node) {}

  /** File bytes were written. */
  default void wrote(long bytes) {}
}
