package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.worker.Admissions;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Names the server that work loads, so that work of several systems on one server is counted
 * together. Goes by what was configured: two names of one host are two servers.
 */
final class ServerName {
  private ServerName() {}

  /** Null if the settings name none: then the work itself says what is wrong with them. */
  static String of(DatabaseSettings settings) {
    return settings.home() == null ? ofUrl(settings.url()) : ofHome(settings.home());
  }

  /** The server that a recovery fills. */
  static String of(RecoveryContext recovery) {
    var target = recovery.target();
    if (target.home() != null) {
      return ofHome(target.home());
    }
    return target.databaseUrl() == null
        ? of(recovery.settings().database())
        : ofUrl(target.databaseUrl());
  }

  private static String ofHome(String home) {
    return Admissions.server(Path.of(home).normalize().toString());
  }

  private static String ofUrl(String url) {
    try {
      var parsed = DatabaseUrl.parse(url);
      String server = parsed.server();
      return Admissions.server(parsed.host() == null ? server : server.toLowerCase(Locale.ROOT));
    } catch (DavitException e) {
      return null;
    }
  }
}
