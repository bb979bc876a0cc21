package dev.davit.repository.snapshot;

/** Go's {@code os.FileMode}, in which restic stores kind and permissions: 32 bits, unsigned. */
final class GoMode {
  private static final long DIRECTORY = 1L << 31;
  private static final long SYMLINK = 1L << 27;
  private static final long DEVICE = 1L << 26;
  private static final long FIFO = 1L << 25;
  private static final long SOCKET = 1L << 24;
  private static final long SET_UID = 1L << 23;
  private static final long SET_GID = 1L << 22;
  private static final long CHARACTER_DEVICE = 1L << 21;
  private static final long STICKY = 1L << 20;

  private GoMode() {}

  static long of(NodeType type, int mode) {
    long bits = mode & 0777;
    bits |= (mode & 04000) != 0 ? SET_UID : 0;
    bits |= (mode & 02000) != 0 ? SET_GID : 0;
    bits |= (mode & 01000) != 0 ? STICKY : 0;
    return bits
        | switch (type) {
          case FILE -> 0;
          case DIRECTORY -> DIRECTORY;
          case SYMLINK -> SYMLINK;
          case BLOCK_DEVICE -> DEVICE;
          case CHARACTER_DEVICE -> DEVICE | CHARACTER_DEVICE;
          case FIFO -> FIFO;
          case SOCKET -> SOCKET;
        };
  }

  static int permissions(long bits) {
    return (int) (bits & 0777)
        | ((bits & SET_UID) != 0 ? 04000 : 0)
        | ((bits & SET_GID) != 0 ? 02000 : 0)
        | ((bits & STICKY) != 0 ? 01000 : 0);
  }
}
