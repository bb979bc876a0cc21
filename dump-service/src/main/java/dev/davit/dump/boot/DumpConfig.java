package dev.davit.dump.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Every setting of dump-service. An unknown key below {@code davit} stops the start. */
@ConfigMapping(prefix = "davit")
public interface DumpConfig {
  /** Where dumps pass through, in plain text: mode 0700, wiped at every start. */
  @WithDefault("${java.io.tmpdir}/davit-dump-staging")
  Path staging();

  /** Where indexes of repositories are kept between runs; none: memory only. */
  Optional<Path> cache();

  /** How many captures, surveys and recovery steps run side by side. */
  @WithDefault("2")
  int workers();

  /** How long a worker may be silent before another takes its work; never below 4 s. */
  @WithDefault("PT20S")
  Duration lease();

  Postgres postgres();

  /** About PostgreSQL's programs and the databases they read. */
  interface Postgres {
    /** Directory of pg_dump and pg_restore; none: found by the server's version. */
    Optional<Path> programs();

    /** Connections that pg_dump and pg_restore use for each database. */
    @WithDefault("2")
    int jobs();

    /** How long a capture waits for unfinished operations before it marks their tables. */
    @WithDefault("PT30S")
    Duration guardWait();
  }
}
