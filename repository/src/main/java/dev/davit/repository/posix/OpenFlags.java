package dev.davit.repository.posix;

/** Flags of open(2); those that differ between processors are chosen when the class is loaded. */
final class OpenFlags {
  static final int READ = 0;
  static final int READ_WRITE = 2;
  static final int CREATE = 0x40;
  static final int EXCLUSIVE = 0x80;
  static final int NO_TERMINAL = 0x100;
  static final int NONBLOCK = 0x800;
  static final int CLOSE_ON_EXEC = 0x80000;
  static final int DIRECTORY;
  static final int NO_FOLLOW;

  static {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    DIRECTORY = arm ? 0x4000 : 0x10000;
    NO_FOLLOW = arm ? 0x8000 : 0x20000;
  }

  private OpenFlags() {}
}
