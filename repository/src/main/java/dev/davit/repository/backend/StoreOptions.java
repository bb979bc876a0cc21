package dev.davit.repository.backend;

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

  /** When the SDK computes and checks checksums of its own, besides Content-MD5. */
  public enum Checksums {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  /** Everything by default. */
  public static StoreOptions none() {
    return new StoreOptions(null, null, null, null, null, null);
  }

  /** No secret is shown. */
  @Override
  public String toString() {
    return "StoreOptions[region=%s, pathStyle=%s, checksums=%s, chunkedEncoding=%s]"
        .formatted(region, pathStyle, checksums, chunkedEncoding);
  }
}
