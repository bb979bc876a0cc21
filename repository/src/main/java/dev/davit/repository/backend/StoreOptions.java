package dev.davit.repository.backend;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How to talk to a store. Directories need none.
 *
 * @param region null: taken from the SDK's own chain, else {@code us-east-1}
 * @param pathStyle bucket in the path instead of the host name; null: wherever the endpoint is not
 *     Amazon's
 * @param checksums null: {@link Checksums#WHEN_SUPPORTED}
 * @param chunkedEncoding null: true; some stores (Ceph) need false
 * @param accessKey null: the SDK's own chain
 * @param secretKey null: as above
 */
public record StoreOptions(
    String region,
    Boolean pathStyle,
    Checksums checksums,
    Boolean chunkedEncoding,
    String accessKey,
    String secretKey) {
  private static final List<String> KEYS =
      List.of("checksums", "chunked-encoding", "path-style", "region");

  /** When the SDK computes and checks checksums of its own, besides Content-MD5. */
  public enum Checksums {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  /** Everything by default. */
  public static StoreOptions none() {
    return new StoreOptions(null, null, null, null, null, null);
  }

  /**
   * As written in settings.
   *
   * @param options {@code region}, {@code path-style} and {@code chunked-encoding} ({@code true} or
   *     {@code false}), {@code checksums} ({@code when-supported} or {@code when-required})
   * @param accessKey null: the SDK's own chain
   * @param secretKey null: as above
   * @throws DavitException {@code INVALID_REQUEST} for any other key or value
   */
  public static StoreOptions of(Map<String, String> options, String accessKey, String secretKey) {
    options.keySet().forEach(StoreOptions::requireKnown);
    return new StoreOptions(
        options.get("region"),
        flag(options, "path-style"),
        checksums(options.get("checksums")),
        flag(options, "chunked-encoding"),
        accessKey,
        secretKey);
  }

  /** A misspelt key would quietly leave the default in force. */
  private static void requireKnown(String key) {
    if (!KEYS.contains(key)) {
      throw invalid(
          key,
          Nearest.to(key, KEYS)
              .map(near -> "did you mean " + near + "?")
              .orElse("known are " + String.join(", ", KEYS)));
    }
  }

  private static Boolean flag(Map<String, String> options, String key) {
    return switch (options.get(key)) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "it is true or false");
    };
  }

  private static Checksums checksums(String value) {
    if (value == null) {
      return null;
    }
    try {
      return Checksums.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw invalid("checksums", "it is when-supported or when-required");
    }
  }

  private static DavitException invalid(String key, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "option \"" + key + "\"", reason);
  }

  /** No secret is shown. */
  @Override
  public String toString() {
    return "StoreOptions[region=%s, pathStyle=%s, checksums=%s, chunkedEncoding=%s]"
        .formatted(region, pathStyle, checksums, chunkedEncoding);
  }
}
