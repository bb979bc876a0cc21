package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSettingsTest {
  @Test
  void aLeaseHasFourHeartbeats() {
    var settings = WorkerSettings.of("owner").withLease(Duration.ofSeconds(8));

    assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT3.9S", "PT0S", "-PT20S"})
  void aLeaseThatAnyPauseWouldCostIsRefused(String lease) {
    assertThatThrownBy(() -> WorkerSettings.of("owner").withLease(Duration.parse(lease)))
        .hasMessageContaining("DAVIT-6102")
        .hasMessageContaining("davit.lease");
  }
}
