package dev.davit.audit.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class AuditKeysTest {
  private static final Map<String, String> EXPLICIT =
      Map.of(
          "davit.signing-key",
          "/k",
          "davit.trusted-keys",
          "/a,/b",
          "davit.cache",
          "/c",
          "davit.workers",
          "3",
          "davit.lease",
          "PT9S",
          "davit.checkpoint-interval",
          "PT5S",
          "davit.sample-bytes",
          "4");

  @Test
  void everyKeyButTheSigningKeyHasItsDefault() {
    var config = config(Map.of("davit.signing-key", "/k")).getConfigMapping(AuditConfig.class);
    assertThat(config.trustedKeys()).isEmpty();
    assertThat(config.cache()).isEmpty();
    assertThat(config.workers()).isEqualTo(2);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.sampleBytes()).isEqualTo(64 << 20);
  }

  @Test
  void withoutASigningKeyNothingStarts() {
    assertThatThrownBy(() -> config(Map.of()))
        .isInstanceOfAny(
            NoSuchElementException.class, io.smallrye.config.ConfigValidationException.class)
        .hasMessageContaining("davit.signing-key");
  }

  @Test
  void everyKeyIsReadAndKnown() {
    var all = config(EXPLICIT);
    var config = all.getConfigMapping(AuditConfig.class);
    assertThat(EXPLICIT.keySet()).containsExactlyInAnyOrderElementsOf(AuditKeys.ALL);
    assertThat(config.signingKey()).isEqualTo(Path.of("/k"));
    assertThat(config.trustedKeys()).contains(List.of(Path.of("/a"), Path.of("/b")));
    assertThat(config.cache()).contains(Path.of("/c"));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.sampleBytes()).isEqualTo(4);
    AuditKeys.refuseUnknown(all);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() {
    var misspelt = config(Map.of("davit.signing-key", "/k", "davit.signing-keys", "/s"));
    assertThatThrownBy(() -> AuditKeys.refuseUnknown(misspelt))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("davit.signing-keys")
        .hasMessageContaining("davit.signing-key?");
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(AuditConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .addDefaultInterceptors()
        .withValidateUnknown(false)
        .build();
  }
}
