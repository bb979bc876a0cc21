package dev.davit.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapNamesTest {
  private static final String MARK = "0123abcd";

  @Test
  void theNamesFollowFromDatabaseAndMark() {
    var names = SwapNames.of("shop", MARK);

    assertThat(names.beside()).isEqualTo("shop_davit_0123abcd");
    assertThat(names.old()).isEqualTo("shop_davit_old_0123abcd");
  }

  @Test
  void aLongNameIsCutToWhatPostgresKeepsAndNeverMidCharacter() {
    var names = SwapNames.of("ü".repeat(31), MARK);

    assertThat(names.beside()).startsWith("üü").endsWith("_davit_0123abcd");
    assertThat(names.beside().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    assertThat(names.old().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    assertThat(names.old()).isNotEqualTo(names.beside());
  }

  @Test
  void noNameIsThatOfTheLiveDatabase() {
    for (int length = 1; length <= 63; length++) {
      var names = SwapNames.of("x".repeat(length), MARK);

      assertThat(List.of(names.own(), names.beside(), names.old())).doesNotHaveDuplicates();
    }
  }
}
