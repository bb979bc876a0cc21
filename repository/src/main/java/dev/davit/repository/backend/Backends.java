package dev.davit.repository.backend;

import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.backend.s3.S3Backend;
import java.security.SecureRandom;

/** Opens the store that a location names. */
public final class Backends {
  private Backends() {}

  /**
   * Makes nothing and, for a directory, touches nothing yet.
   *
   * @param location a directory, {@code file:///dir} or {@code s3:https://host/bucket/prefix}
   * @throws dev.davit.contracts.error.DavitException {@code INVALID_LOCATION}; {@code
   *     STORE_REFUSED} if no credentials for S3 are found
   */
  public static Backend open(String location, StoreOptions options) {
    return switch (Location.parse(location)) {
      case Location.Directory directory -> new LocalBackend(directory.path());
      case Location.Bucket bucket ->
          RetryingBackend.of(
              S3Backend.open(bucket, options), RetryPolicy.DEFAULT, new SecureRandom());
    };
  }
}
