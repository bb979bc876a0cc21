package dev.davit.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.SystemId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final SystemId SHOP = new SystemId("shop");

  @Test
  void theSameSystemHasTheSamePlaceInEveryVersion() {
    // 0x6635… by 2⁶⁴ of an hour, as any SHA-256 of "shop/backup" says.
    assertThat(Spread.offset(SHOP, Duration.ofHours(1)))
        .isEqualTo(Spread.offset(SHOP, Duration.ofHours(1)))
        .isEqualTo(Duration.ofSeconds(1437));
  }

  @Test
  void noSpreadIsNoOffset() {
    assertThat(Spread.offset(SHOP, Duration.ZERO)).isZero();
  }

  @Test
  void theyAreSpreadEvenlyAndStayBelowTheWhole() {
    int[] quarters = new int[4];
    IntStream.range(0, 1000)
        .mapToObj(i -> Spread.offset(new SystemId("shop-" + i), Duration.ofMinutes(60)))
        .forEach(offset -> quarters[(int) (offset.toMinutes() / 15)]++);

    assertThat(quarters).hasSize(4);
    assertThat(IntStream.of(quarters)).allMatch(count -> count > 200 && count < 300);
  }
}
