package dev.davit.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.settings.Objectives;
import dev.davit.scheduler.model.Standing.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Objectives DAY_AND_HOUR =
      new Objectives(Duration.ofDays(1), Duration.ofHours(1));

  private static Standing standing(Objectives promised, Duration age, Duration recovery) {
    return new Standing(promised, 1, Instant.EPOCH, age, null, recovery);
  }

  @Test
  void whatIsNotPromisedIsNotJudged() {
    var standing = standing(Objectives.NONE, Duration.ofDays(9), Duration.ofDays(9));

    assertThat(standing.rpo()).isEqualTo(Verdict.NOT_PROMISED);
    assertThat(standing.rto()).isEqualTo(Verdict.NOT_PROMISED);
  }

  @Test
  void aPointAsOldAsPromisedIsInTime() {
    assertThat(standing(DAY_AND_HOUR, Duration.ofDays(1), null).rpo()).isEqualTo(Verdict.MET);
    assertThat(standing(DAY_AND_HOUR, Duration.ofDays(1).plusNanos(1), null).rpo())
        .isEqualTo(Verdict.BREACHED);
    assertThat(standing(DAY_AND_HOUR, null, null).rpo()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void theTimeToRecoverIsProvenByARecovery() {
    assertThat(standing(DAY_AND_HOUR, null, null).rto()).isEqualTo(Verdict.NOT_PROVEN);
    assertThat(standing(DAY_AND_HOUR, null, Duration.ofHours(1)).rto()).isEqualTo(Verdict.MET);
    assertThat(standing(DAY_AND_HOUR, null, Duration.ofHours(2)).rto()).isEqualTo(Verdict.BREACHED);
  }
}
