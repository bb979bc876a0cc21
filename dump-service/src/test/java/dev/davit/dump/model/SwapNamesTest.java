package dev.davit.dump.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SwapNamesTest {
  private static final RunId RUN = RunId.parse("0123abcd-0000-4000-8000-000000000001");

  @Test
  void theNamesFollowFromDatabaseAndRun() {
    var names = SwapNames.of("shop", RUN);

    assertThat(names.beside()).isEqualTo("shop_davit_0123abcd");
    assertThat(names.old()).isEqualTo("shop_davit_old_0123abcd");
  }

  @Test
  void aLongNameIsCutToWhatPostgresKeepsAndNeverMidCharacter() {
    var names = SwapNames.of("ü".repeat(31), RUN);

    assertThat(names.beside()).startsWith("üü").endsWith("_davit_0123abcd");
    assertThat(names.beside().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    assertThat(names.old().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    assertThat(names.old()).isNotEqualTo(names.beside());
  }
}
