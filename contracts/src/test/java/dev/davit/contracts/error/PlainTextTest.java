package dev.davit.contracts.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void whatWouldMoveTheCursorOrHideIsWrittenOut() {
    assertThat(PlainText.of("a\n\u001b[2J\0\u202e\ud800z", 100))
        .isEqualTo("a\\u000a\\u001b[2J\\u0000\\u202e\\ud800z");
    assertThat(PlainText.of("größe € 😀", 100)).isEqualTo("größe € 😀");
    assertThat(PlainText.of(null, 5)).isNull();
    assertThat(PlainText.lines("a\n\tb\u001b[2J")).isEqualTo("a\n\tb\\u001b[2J");
  }

  @Test
  void whatIsTooLongIsCutBetweenCharacters() {
    assertThat(PlainText.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(PlainText.of("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(PlainText.of("abcd😀efg", 6)).isEqualTo("abcd…");
    assertThat(PlainText.of("\n".repeat(1_000_000), 500)).hasSizeLessThanOrEqualTo(500);
  }
}
