package dev.davit.contracts.point;

import java.util.Objects;

/**
 * A tree stored by one service for one pin, not yet in any snapshot.
 *
 * @param kind {@code database}, {@code references} or {@code media}
 * @param tree id of the tree blob, 64 hexadecimal digits
 * @param bytes size of the files
 * @param stored bytes that were new to the repository, compressed and encrypted
 */
public record PartManifest(String kind, String tree, long files, long bytes, long stored) {
  public PartManifest {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(tree, "tree");
  }
}
