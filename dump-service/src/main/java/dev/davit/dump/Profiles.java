package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.postgres.profile.GenericProfile;
import dev.davit.postgres.profile.PixeltableProfile;
import dev.davit.postgres.profile.Profile;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Picks the profile that a system's settings name. */
final class Profiles {
  private Profiles() {}

  static Profile of(SystemSettings settings) {
    return switch (settings.profile()) {
      case "pixeltable" ->
          new PixeltableProfile(settings.media().stream().map(r -> Path.of(r.path())).toList());
      case "generic" -> generic(settings);
      default ->
          throw new DavitException(
              ErrorCode.INVALID_REQUEST,
              "profile \"" + settings.profile() + "\"",
              "it is pixeltable or generic");
    };
  }

  private static Profile generic(SystemSettings settings) {
    var roots =
        settings.media().stream()
            .collect(Collectors.toMap(MediaRoot::name, r -> Path.of(r.path())));
    var queries =
        settings.references().stream()
            .map(q -> new GenericProfile.Query(q.database(), q.root(), q.sql()))
            .toList();
    return new GenericProfile(roots, queries);
  }
}
