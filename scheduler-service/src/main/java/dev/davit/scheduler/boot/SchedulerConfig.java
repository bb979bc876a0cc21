package dev.davit.scheduler.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Every setting of scheduler-service. An unknown key below {@code davit} stops the start. */
@ConfigMapping(prefix = "davit")
public interface SchedulerConfig {
  Schedules schedules();

  /** About schedules. */
  interface Schedules {
    /** Whether this replica starts what is due. */
    @WithDefault("true")
    boolean enabled();
  }
}
