package dev.davit.cli.verb;

import dev.davit.contracts.settings.RepositorySettings;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which repository to open when no service is there to know it. */
public class RepositoryOption {
  @Option(
      names = "--repo",
      required = true,
      paramLabel = "LOCATION",
      description = "A directory or s3:https://HOST/BUCKET/PREFIX.")
  private String location;

  @Option(
      names = "--password-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the repository's password in its first line.")
  private Path passwordFile;

  @Option(
      names = "--repo-option",
      paramLabel = "KEY=VALUE",
      description = "Of the store: region, path-style, checksums, chunked-encoding.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--repo-access-key",
      paramLabel = "REF",
      description = "Where the store's access key is: file:/path or env:NAME.")
  private String accessKey;

  @Option(names = "--repo-secret-key", paramLabel = "REF", description = "Where its secret key is.")
  private String secretKey;

  /** Absolute. */
  public final Path passwordFile() {
    return passwordFile.toAbsolutePath().normalize();
  }

  /**
   * @throws dev.davit.contracts.error.DavitException INVALID_REQUEST for what is no reference
   */
  public final RepositorySettings settings() {
    return StoreAccess.settings(location, passwordFile(), options, accessKey, secretKey);
  }
}
