package dev.davit.scheduler.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.scheduler.api.ServiceAddresses;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerKeysTest {
  private static final Map<String, String> EXPLICIT =
      Map.of(
          "davit.schedules.enabled", "false",
          "davit.runs.silence", "PT2M",
          "davit.services.dump", "http://dump:1",
          "davit.services.media", "http://media:2",
          "davit.services.audit", "https://audit/davit");

  @Test
  void everyKeyHasItsDefault() {
    var config = config(Map.of()).getConfigMapping(SchedulerConfig.class);

    assertThat(config.schedules().enabled()).isTrue();
    assertThat(config.services().addresses()).isEmpty();
  }

  @Test
  void everyKeyIsReadAndKnown() {
    var all = config(EXPLICIT);
    var config = all.getConfigMapping(SchedulerConfig.class);

    assertThat(EXPLICIT.keySet()).containsExactlyInAnyOrderElementsOf(SchedulerKeys.ALL);
    assertThat(config.schedules().enabled()).isFalse();
    assertThat(config.runs().silence()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.services().addresses())
        .isEqualTo(
            Map.of(
                "dump", URI.create("http://dump:1"),
                "media", URI.create("http://media:2"),
                "audit", URI.create("https://audit/davit")));
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

  @Test
  void anAddressThatIsNoneStopsTheStart() {
    for (String address : List.of("dump:8082", "ftp://dump", "http:///", "/dump")) {
      assertThatThrownBy(() -> new ServiceAddresses(Map.of("dump", URI.create(address))))
          .isInstanceOf(DavitException.class)
          .hasMessageContaining("davit.services.dump")
          .hasMessageContaining(address);
    }
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
