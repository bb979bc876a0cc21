package dev.davit.cli.verb;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A repository that recovery points are read from. */
public final class PointRepositoryOption extends RepositoryOption {
  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "Proves that the point was sealed by your Davit: its signing.pub.")
  private Path publicKey;

  /** Null if no signature is to be checked. */
  Path publicKey() {
    return publicKey;
  }
}
