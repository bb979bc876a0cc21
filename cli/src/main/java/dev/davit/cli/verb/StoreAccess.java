package dev.davit.cli.verb;

import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import java.nio.file.Path;
import java.util.Map;

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

  /**
   * What options name.
   *
   * @param passwordFile absolute
   * @param accessKey a secret's reference, or null; likewise {@code secretKey}
   * @throws dev.davit.contracts.error.DavitException INVALID_REQUEST for what is no reference
   */
  public static RepositorySettings settings(
      String location,
      Path passwordFile,
      Map<String, String> options,
      String accessKey,
      String secretKey) {
    return new RepositorySettings(
        location,
        new SecretRef("file:" + passwordFile),
        options,
        accessKey == null ? null : new SecretRef(accessKey),
        secretKey == null ? null : new SecretRef(secretKey));
  }

  private static String secret(SecretRef reference) {
    return reference == null ? null : new String(Secrets.resolve(reference));
  }
}
