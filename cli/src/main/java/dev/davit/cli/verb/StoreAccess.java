package dev.davit.cli.verb;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import java.util.Locale;
import java.util.Map;

/** Opens the store of a repository as its settings say. */
public final class StoreAccess {
  private StoreAccess() {}

  /**
   * @throws DavitException INVALID_LOCATION, INVALID_REQUEST for an option's value, SECRET_MISSING
   */
  public static Backend open(RepositorySettings settings) {
    Map<String, String> options = settings.options();
    return Backends.open(
        settings.location(),
        new StoreOptions(
            options.get("region"),
            flag(options, "path-style"),
            checksums(options.get("checksums")),
            flag(options, "chunked-encoding"),
            secret(settings.accessKey()),
            secret(settings.secretKey())));
  }

  private static String secret(SecretRef reference) {
    return reference == null ? null : new String(Secrets.resolve(reference));
  }

  private static Boolean flag(Map<String, String> options, String key) {
    return switch (options.get(key)) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "it is true or false");
    };
  }

  private static StoreOptions.Checksums checksums(String value) {
    try {
      return value == null
          ? null
          : StoreOptions.Checksums.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw invalid("checksums", "it is when-supported or when-required");
    }
  }

  private static DavitException invalid(String key, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "option \"" + key + "\"", reason);
  }
}
