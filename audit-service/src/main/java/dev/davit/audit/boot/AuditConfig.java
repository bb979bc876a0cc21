package dev.davit.audit.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every setting of audit-service. An unknown key below {@code davit} stops the start. */
@ConfigMapping(prefix = "davit")
public interface AuditConfig {
  /** Ed25519 key that signs points and checkpoints: PKCS#8 in PEM, readable by us alone. */
  Path signingKey();

  /** Public halves of earlier signing keys, in PEM, whose signatures still count. */
  Optional<List<Path>> trustedKeys();

  /** Where indexes of repositories are kept between runs; none: memory only. */
  Optional<Path> cache();

  /** How many seals and proofs run side by side. */
  @WithDefault("2")
  int workers();

  /** How long a worker may be silent before another takes its work; never below 4 s. */
  @WithDefault("PT20S")
  Duration lease();

  /** How often the event log is signed, if it has grown. */
  @WithDefault("PT5M")
  Duration checkpointInterval();

  /** Most bytes that are read as a sample before a recovery. */
  @WithDefault("67108864")
  long sampleBytes();
}
