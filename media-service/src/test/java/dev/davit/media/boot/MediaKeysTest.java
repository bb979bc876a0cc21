package dev.davit.media.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaKeysTest {
  private static final Map<String, String> EXPLICIT =
      Map.of(
          "davit.cache",
          "/c",
          "davit.workers",
          "3",
          "davit.lease",
          "PT9S",
          "davit.references-wait",
          "PT5S");

  @Test
  void everyKeyHasItsDefault() {
    var config = config(Map.of()).getConfigMapping(MediaConfig.class);

    assertThat(config.cache()).isEmpty();
    assertThat(config.workers()).isEqualTo(2);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.referencesWait()).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void everyKeyIsReadAndKnown() {
    var all = config(EXPLICIT);
    var config = all.getConfigMapping(MediaConfig.class);

    assertThat(EXPLICIT.keySet()).containsExactlyInAnyOrderElementsOf(MediaKeys.ALL);
    assertThat(config.cache()).contains(Path.of("/c"));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.referencesWait()).isEqualTo(Duration.ofSeconds(5));
    MediaKeys.refuseUnknown(all);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> MediaKeys.refuseUnknown(config(Map.of("davit.worker", "1"))))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("davit.worker")
        .hasMessageContaining("davit.workers");
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(MediaConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .addDefaultInterceptors()
        .withValidateUnknown(false)
        .build();
  }
}
