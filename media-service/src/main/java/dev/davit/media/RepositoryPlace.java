package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.media.model.CaptureRoots;
import java.nio.file.Path;

/**
 * Keeps the repository and the media apart: one inside the other would be captured into itself, or
 * exchanged and removed by a recovery together with what it replaces.
 */
final class RepositoryPlace {
  private RepositoryPlace() {}

  static void requireOutside(RepositorySettings repository, CaptureRoots roots) {
    for (MediaRoot root : roots.all()) {
      if (touches(repository, root.path())) {
        throw new DavitException(
            ErrorCode.INVALID_LOCATION,
            "repository \"" + repository.location() + "\"",
            "it and the media root \"" + root.name() + "\" lie in one another");
      }
    }
  }

  /** Whether a directory and a repository on this machine lie in one another. */
  static boolean touches(RepositorySettings repository, String directory) {
    if (!repository.location().startsWith("/")) {
      return false;
    }
    Path place = Path.of(repository.location()).normalize();
    Path other = Path.of(directory).normalize();
    return place.startsWith(other) || other.startsWith(place);
  }
}
