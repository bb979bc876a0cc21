package dev.davit.repository.backend.local;

import dev.davit.repository.backend.AccessDenied;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.StoreException;
import dev.davit.repository.backend.StoreFull;
import dev.davit.repository.backend.StoreUnavailable;
import dev.davit.repository.posix.PosixException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The port's words for what a file system answers. */
final class LocalFailure {
  private LocalFailure() {}

  static StoreException of(IOException e, String object) {
    return switch (e) {
      case NoSuchFileException missing -> new ObjectMissing(object, null, missing);
      case FileAlreadyExistsException exists -> new ObjectExists(object, null, exists);
      case AccessDeniedException denied -> new AccessDenied(object, "permission denied", denied);
      case NotDirectoryException file ->
          new AccessDenied(object, "\"" + file.getFile() + "\" is no directory", file);
      case PosixException full when full.isFull() -> new StoreFull(object, full.getReason(), full);
      case PosixException readOnly when readOnly.isReadOnly() ->
          new AccessDenied(object, readOnly.getReason(), readOnly);
      case PosixException other -> new StoreUnavailable(object, other.getReason(), other);
      default -> new StoreUnavailable(object, e.getMessage(), e);
    };
  }
}
