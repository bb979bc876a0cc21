package dev.davit.contracts.settings;

import java.util.Map;
import java.util.Objects;

/**
 * Where the backups of a protected system are kept.
 *
 * @param location a directory, or {@code s3:https://HOST/BUCKET/PREFIX}
 * @param password where the repository's password is
 * @param options of the store: {@code region}, {@code path-style}, {@code checksums}, {@code
 *     chunked-encoding}; never secrets
 * @param accessKey where the store's access key id is; null: the SDK's own chain (IAM role first
 *     choice)
 * @param secretKey where its secret is; null as above
 */
public record RepositorySettings(
    String location,
    SecretRef password,
    Map<String, String> options,
    SecretRef accessKey,
    SecretRef secretKey) {
  public RepositorySettings {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(password, "password");
    options = options == null ? Map.of() : Map.copyOf(options);
  }
}
