package dev.davit.worker;

import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import java.nio.file.Path;

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

  /**
   * {@code REPOSITORY_MISSING}, {@code WRONG_KEY}, {@code SECRET_MISSING}, {@code INVALID_REQUEST}
   * for an option's value, {@code INVALID_LOCATION}, {@code STORE_*}.
   */
  public Repository open(RepositorySettings settings) {
    try (var password = new Password(secrets.resolve(settings.password()))) {
      return Repository.open(
          Backends.open(settings.location(), options(settings)), password, cache);
    }
  }

  private StoreOptions options(RepositorySettings settings) {
    return StoreOptions.of(
        settings.options(), secret(settings.accessKey()), secret(settings.secretKey()));
  }

  private String secret(SecretRef reference) {
    return reference == null ? null : new String(secrets.resolve(reference));
  }
}
