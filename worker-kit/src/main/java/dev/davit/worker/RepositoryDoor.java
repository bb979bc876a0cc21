package dev.davit.worker;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Opens the repositories that orders name; never makes one. Thread-safe. */
public final class RepositoryDoor {
  private final SecretResolver secrets;
  private final Path cache;

  /**
   * @param cache where indexes are kept between runs; null: nowhere
   */
  public RepositoryDoor(SecretResolver secrets, Path cache) {
    this.secrets = secrets;
    this.cache = cache;
  }

  /** {@code REPOSITORY_MISSING}, {@code WRONG_KEY}, {@code SECRET_MISSING}, {@code STORE_*}. */
  public Repository open(RepositorySettings settings) {
    try (var password = new Password(secrets.resolve(settings.password()))) {
      return Repository.open(
          Backends.open(settings.location(), options(settings)), password, cache);
    }
  }

  private StoreOptions options(RepositorySettings settings) {
    Map<String, String> options = settings.options();
    return new StoreOptions(
        options.get("region"),
        flag(options, "path-style"),
        checksums(options.get("checksums")),
        flag(options, "chunked-encoding"),
        secret(settings.accessKey()),
        secret(settings.secretKey()));
  }

  private String secret(SecretRef reference) {
    return reference == null ? null : new String(secrets.resolve(reference));
  }

  private static Boolean flag(Map<String, String> options, String key) {
    String value = options.get(key);
    return switch (value) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "it is true or false");
    };
  }

  private static StoreOptions.Checksums checksums(String value) {
    if (value == null) {
      return null;
    }
    try {
      return StoreOptions.Checksums.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw invalid("checksums", "it is when-supported or when-required");
    }
  }

  private static DavitException invalid(String key, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "option \"" + key + "\"", reason);
  }
}
