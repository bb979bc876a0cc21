package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy = RetryPolicy.DEFAULT;

  @Test
  void onlyPassingErrorsAreTriedAgainAndNotForEver() {
    assertThat(policy.again(ErrorCode.STORE_UNAVAILABLE, 1)).isTrue();
    assertThat(policy.again(ErrorCode.STORE_UNAVAILABLE, policy.attempts())).isFalse();
    assertThat(policy.again(ErrorCode.WRONG_KEY, 1)).isFalse();
    assertThat(policy.again(ErrorCode.INTERNAL, 1)).isFalse();
  }

  @Test
  void delaysSpreadOverADoublingSpan() {
    var random = new Random(1);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 1000; i++) {
      assertThat(policy.delay(1, random)).isBetween(Duration.ZERO, Duration.ofSeconds(2));
      assertThat(policy.delay(3, random)).isBetween(Duration.ZERO, Duration.ofSeconds(8));
      Duration last = policy.delay(99, random);
      longest = last.compareTo(longest) > 0 ? last : longest;
    }
    assertThat(longest).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
  }
}
