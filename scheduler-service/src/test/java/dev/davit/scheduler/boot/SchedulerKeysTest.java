package dev.davit.scheduler.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerKeysTest {
  private static final Map<String, String> EXPLICIT = Map.of("davit.schedules.enabled", "false");

  @Test
  void everyKeyHasItsDefault() {
    var config = config(Map.of()).getConfigMapping(SchedulerConfig.class);

    assertThat(config.schedules().enabled()).isTrue();
  }

  @Test
  void everyKeyIsReadAndKnown() {
    var all = config(EXPLICIT);
    var config = all.getConfigMapping(SchedulerConfig.class);

    assertThat(EXPLICIT.keySet()).containsExactlyInAnyOrderElementsOf(SchedulerKeys.ALL);
    assertThat(config.schedules().enabled()).isFalse();
    SchedulerKeys.refuseUnknown(all);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() {
    assertThatThrownBy(
            () -> SchedulerKeys.refuseUnknown(config(Map.of("davit.schedule.enabled", "false"))))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("davit.schedule.enabled")
        .hasMessageContaining("davit.schedules.enabled");
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(SchedulerConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .addDefaultInterceptors()
        .withValidateUnknown(false)
        .build();
  }
}
