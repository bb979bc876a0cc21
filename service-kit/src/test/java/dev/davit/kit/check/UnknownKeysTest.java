package dev.davit.kit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
  private static final List<String> KNOWN =
      List.of("davit.postgres.programs", "davit.staging.directory", "davit.kind.*");

  private static void refuse(String... present) {
    UnknownKeys.refuse("davit.", KNOWN, List.of(present));
  }

  @Test
  void knownKeysAndThoseOfOthersPass() {
    assertThatCode(
            () -> refuse("davit.postgres.programs", "davit.kind.capture.concurrency", "quarkus.x"))
        .doesNotThrowAnyException();
  }

  @Test
  void aMisspeltKeyIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> refuse("davit.postgress.program"))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_UNKNOWN_KEY);
              assertThat(e.problem().object()).isEqualTo("key \"davit.postgress.program\"");
              assertThat(e.problem().reason()).isEqualTo("did you mean davit.postgres.programs?");
            });
  }

  @Test
  void aKeyLikeNoOtherGetsNoSuggestion() {
    assertThatThrownBy(() -> refuse("davit.zzzzzzzzzzzzzzzzzzzzzz"))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.problem().reason()).isNull());
  }

  @Test
  void allChecksAreLookedAtAndTheFirstProblemThrown() {
    var first = new Problem(ErrorCode.CONFIG_INVALID, "first", null);
    var second = new Problem(ErrorCode.SECRET_MISSING, "second", null);
    assertThatThrownBy(() ->
            StartupCheck.requireAll(
                List.of(Optional::empty, () -> Optional.of(first), () -> Optional.of(second))))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.problem()).isEqualTo(first));
    assertThatCode(() -> StartupCheck.requireAll(List.of(Optional::empty)))
        .doesNotThrowAnyException();
  }
}
