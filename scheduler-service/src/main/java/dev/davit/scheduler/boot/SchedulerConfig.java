package dev.davit.scheduler.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every setting of scheduler-service. An unknown key below {@code davit} stops the start. */
@ConfigMapping(prefix = "davit")
public interface SchedulerConfig {
  Schedules schedules();

  Services services();

  Runs runs();

  /** About runs. */
  interface Runs {
    /** A live run of which nothing was heard for so long is told of in the log. */
    @WithDefault("PT15M")
    Duration silence();
  }

  /** About schedules. */
  interface Schedules {
    /** Whether this replica starts what is due. */
    @WithDefault("true")
    boolean enabled();
  }

  /**
   * Base addresses of the other services, such as {@code http://dump:8082}, so that what they have
   * set aside can be seen and settled through this one; none: not from here.
   */
  interface Services {
    Optional<URI> dump();

    Optional<URI> media();

    Optional<URI> audit();

    /** By short name, those that were given. */
    default Map<String, URI> addresses() {
      var given = new TreeMap<String, URI>();
      dump().ifPresent(address -> given.put("dump", address));
      media().ifPresent(address -> given.put("media", address));
      audit().ifPresent(address -> given.put("audit", address));
      return given;
    }
  }
}
