package dev.davit.repository.posix;

/** What kind of file a directory entry is. */
public enum FileType {
  FILE(0100000),
  DIRECTORY(0040000),
  SYMLINK(0120000),
  BLOCK_DEVICE(0060000),
  CHARACTER_DEVICE(0020000),
  FIFO(0010000),
  SOCKET(0140000);

  private static final int MASK = 0170000;
  private final int bits;

  FileType(int bits) {
    this.bits = bits;
  }

  /** As in {@code st_mode}. */
  public int bits() {
    return bits;
  }

  static FileType ofMode(int mode) {
    for (FileType type : values()) {
      if (type.bits == (mode & MASK)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no known file type: mode " + Integer.toOctalString(mode));
  }
}
