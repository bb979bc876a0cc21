package dev.davit.cli.repo;

import dev.davit.cli.verb.StoreAccess;
import dev.davit.contracts.settings.RepositorySettings;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The repository that is copied from. */
final class SourceOption {
  @Option(
      names = "--from-repo",
      required = true,
      paramLabel = "LOCATION",
      description = "Where from: a directory or s3:https://HOST/BUCKET/PREFIX.")
  private String location;

  @Option(
      names = "--from-password-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds its password in the first line.")
  private Path passwordFile;

  @Option(
      names = "--from-repo-option",
      paramLabel = "KEY=VALUE",
      description = "Of its store: region, path-style, checksums, chunked-encoding.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--from-repo-access-key",
      paramLabel = "REF",
      description = "Where its store's access key is: file:/path or env:NAME.")
  private String accessKey;

  @Option(
      names = "--from-repo-secret-key",
      paramLabel = "REF",
      description = "Where its store's secret key is.")
  private String secretKey;

  /** Absolute. */
  Path passwordFile() {
    return passwordFile.toAbsolutePath().normalize();
  }

  RepositorySettings settings() {
    return StoreAccess.settings(location, passwordFile(), options, accessKey, secretKey);
  }
}
