package dev.davit.cli.verb;

import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;

/** Opens the store of a repository as its settings say. */
public final class StoreAccess {
  private StoreAccess() {}

  /**
   * @throws dev.davit.contracts.error.DavitException INVALID_LOCATION, INVALID_REQUEST for an
   *     option's value, SECRET_MISSING
   */
  public static Backend open(RepositorySettings settings) {
    return Backends.open(
        settings.location(),
        StoreOptions.of(
            settings.options(), secret(settings.accessKey()), secret(settings.secretKey())));
  }

  private static String secret(SecretRef reference) {
    return reference == null ? null : new String(Secrets.resolve(reference));
  }
}
