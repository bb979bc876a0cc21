package dev.davit.repository.posix;

/**
 * A name found in a directory.
 *
 * @param name without slashes, never {@code .} or {@code ..}; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per name would cost a walk
public record DirectoryEntry(byte[] name, long inode) {
  /** Readable, with bytes that are no text escaped. */
  @Override
  public String toString() {
    return PathBytes.show(name);
  }
}
