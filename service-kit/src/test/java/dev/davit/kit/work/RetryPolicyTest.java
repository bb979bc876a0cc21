package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final int DRAWN = 1_000;

  private final RetryPolicy policy = RetryPolicy.DEFAULT;

  /** Shortest and longest of many delays. */
  private record Delays(Duration shortest, Duration longest) {}

  private Delays delays(ErrorCode code, int attempt) {
    var random = new Random(1);
    var drawn =
        IntStream.range(0, DRAWN)
            .mapToObj(i -> policy.delay(code, attempt, random))
            .sorted()
            .toList();
    return new Delays(drawn.getFirst(), drawn.getLast());
  }

  @Test
  void whatPassesAndWhatIsOverloadedIsTriedAgainAndNotForEver() {
    for (ErrorCode code :
        new ErrorCode[] {ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_THROTTLED}) {
      assertThat(policy.again(code, 1)).isTrue();
      assertThat(policy.again(code, policy.attempts())).isFalse();
    }
  }

  @Test
  void whatIsPermanentIsNotTriedAgain() {
    assertThat(policy.again(ErrorCode.WRONG_KEY, 1)).isFalse();
    assertThat(policy.again(ErrorCode.INTERNAL, 1)).isFalse();
  }

  @Test
  void everyCodeHasAClass() {
    assertThat(ErrorClass.of(ErrorCode.DATABASE_UNREACHABLE)).isEqualTo(ErrorClass.PASSING);
    assertThat(ErrorClass.of(ErrorCode.DATABASE_BUSY)).isEqualTo(ErrorClass.THROTTLED);
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(ErrorClass.of(code)).as(code.number()).isNotNull();
    }
  }

  @Test
  void delaysAreSpreadOverTheWholeOfADoublingSpan() {
    for (int attempt = 1; attempt < policy.attempts(); attempt++) {
      Duration span = Duration.ofSeconds(1L << attempt);
      Delays delays = delays(ErrorCode.STORE_UNAVAILABLE, attempt);
      assertThat(delays.shortest()).isBetween(Duration.ZERO, span.dividedBy(20));
      assertThat(delays.longest()).isBetween(span.multipliedBy(9).dividedBy(10), span);
    }
  }

  @Test
  void overloadIsGivenMoreTime() {
    Delays first = delays(ErrorCode.STORE_THROTTLED, 1);
    assertThat(first.longest()).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(30));
    Delays last = delays(ErrorCode.STORE_THROTTLED, 99);
    assertThat(last.longest()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void noDelayIsLongerThanTheLongest() {
    assertThat(delays(ErrorCode.PIN_LOST, Integer.MAX_VALUE).longest())
        .isLessThanOrEqualTo(Duration.ofMinutes(2));
  }
}
