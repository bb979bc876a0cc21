package dev.davit.repository.posix;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** A file operation was refused by the kernel for a reason that Java has no exception for. */
public final class PosixException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int ENOTDIR = 20;
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;
  private static final int ENOTEMPTY = 39;
  private static final int ELOOP = 40;
  private static final int ENOTSUP = 95;
  private static final int EDQUOT = 122;

  private final int errno;

  private PosixException(int errno, String file) {
    super(file, null, words(errno));
    this.errno = errno;
  }

  /** The exception that says it best; the name is shown, with bytes that are no text escaped. */
  static FileSystemException of(long negativeErrno, byte[] name) {
    int errno = (int) -negativeErrno;
    String file = PathBytes.show(name);
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(file);
      case EACCES, EPERM -> new AccessDeniedException(file);
      case EEXIST -> new FileAlreadyExistsException(file);
      case ENOTEMPTY -> new DirectoryNotEmptyException(file);
      case ENOTDIR -> new NotDirectoryException(file);
      default -> new PosixException(errno, file);
    };
  }

  /** The kernel's number for the reason. */
  public int errno() {
    return errno;
  }

  public boolean isFull() {
    return errno == ENOSPC || errno == EDQUOT;
  }

  /** The file system is mounted for reading only. */
  public boolean isReadOnly() {
    return errno == EROFS;
  }

  public boolean isUnsupported() {
    return errno == ENOTSUP;
  }

  /** A symbolic link stands where none may be followed. */
  public boolean isLink() {
    return errno == ELOOP;
  }

  private static String words(int errno) {
    return switch (errno) {
      case EIO -> "input/output error";
      case ENFILE, EMFILE -> "too many open files";
      case ENOSPC -> "no space left on device";
      case EDQUOT -> "disk quota exceeded";
      case EROFS -> "read-only file system";
      case ELOOP -> "it is a symbolic link";
      case ENOTSUP -> "not supported by the file system";
      default -> "errno " + errno;
    };
  }

  /**
   * What to tell the user about a failed file operation, whoever reported it.
   *
   * @param object such as {@code file "/srv/media/a.jpg"}
   */
  public static DavitException problem(IOException failure, String object) {
    return switch (failure) {
      case NoSuchFileException e -> new DavitException(ErrorCode.PATH_MISSING, object, null, e);
      case NotDirectoryException e ->
          new DavitException(ErrorCode.PATH_MISSING, object, "part of it is no directory", e);
      case AccessDeniedException e -> new DavitException(ErrorCode.PATH_REFUSED, object, null, e);
      case PosixException e when e.isFull() ->
          new DavitException(ErrorCode.DISK_FULL, object, e.getReason(), e);
      case FileSystemException e ->
          new DavitException(
              ErrorCode.FILE_UNREADABLE,
              object,
              e.getReason() == null ? e.toString() : e.getReason(),
              e);
      default ->
          new DavitException(ErrorCode.FILE_UNREADABLE, object, failure.getMessage(), failure);
    };
  }
}
