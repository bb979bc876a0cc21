package dev.davit.dump.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpKeysTest {
  private static final Map<String, String> EXPLICIT =
      Map.of(
          "davit.staging",
          "/s",
          "davit.cache",
          "/c",
          "davit.workers",
          "3",
          "davit.lease",
          "PT9S",
          "davit.postgres.programs",
          "/p",
          "davit.postgres.jobs",
          "4",
          "davit.postgres.guard-wait",
          "PT5S");

  @Test
  void everyKeyHasItsDefault() {
    var config = config(Map.of()).getConfigMapping(DumpConfig.class);

    assertThat(config.staging()).isEqualTo(Path.of("/tmp/davit-dump-staging"));
    assertThat(config.cache()).isEmpty();
    assertThat(config.workers()).isEqualTo(2);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.postgres().programs()).isEmpty();
    assertThat(config.postgres().jobs()).isEqualTo(2);
    assertThat(config.postgres().guardWait()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void everyKeyIsReadAndKnown() {
    var all = config(EXPLICIT);
    var config = all.getConfigMapping(DumpConfig.class);

    assertThat(EXPLICIT.keySet()).containsExactlyInAnyOrderElementsOf(DumpKeys.ALL);
    assertThat(config.staging()).isEqualTo(Path.of("/s"));
    assertThat(config.cache()).contains(Path.of("/c"));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.postgres().programs()).contains(Path.of("/p"));
    assertThat(config.postgres().jobs()).isEqualTo(4);
    assertThat(config.postgres().guardWait()).isEqualTo(Duration.ofSeconds(5));
    DumpKeys.refuseUnknown(all);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> DumpKeys.refuseUnknown(config(Map.of("davit.stagging", "/s"))))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("davit.stagging")
        .hasMessageContaining("davit.staging");
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    var all = new HashMap<>(values);
    all.put("java.io.tmpdir", "/tmp");
    return new SmallRyeConfigBuilder()
        .withMapping(DumpConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .addDefaultInterceptors()
        .withValidateUnknown(false)
        .build();
  }
}
