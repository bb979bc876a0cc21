package dev.davit.media.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Every setting of media-service. An unknown key below {@code davit} stops the start. */
@ConfigMapping(prefix = "davit")
public interface MediaConfig {
  /** Where indexes of repositories are kept between runs; none: memory only. */
  Optional<Path> cache();

  /** How many captures, surveys and recovery steps run side by side. */
  @WithDefault("2")
  int workers();

  /** How long a worker may be silent before another takes its work; never below 4 s. */
  @WithDefault("PT20S")
  Duration lease();

  /** How long a capture that has read the trees waits for the list of references. */
  @WithDefault("PT12H")
  Duration referencesWait();
}
