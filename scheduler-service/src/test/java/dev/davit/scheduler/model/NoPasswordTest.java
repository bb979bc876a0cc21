package dev.davit.scheduler.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoPasswordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:s3cret@h/d",
        "postgresql://u:@h/d",
        "postgresql://h/d?user=u&password=s3cret",
        "postgresql://h/d?sslpassword=s3cret"
      })
  void aPasswordIsRefusedWithoutTellingIt(String url) {
    assertThatThrownBy(() -> NoPassword.in(url))
        .isInstanceOf(DavitException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u@h:5432/d",
        "postgresql:///d?host=/var/run&port=5432&user=u@x",
        "postgresql://[::1]:5432/d"
      })
  void whatHoldsNonePasses(String url) {
    assertThatCode(() -> NoPassword.in(url)).doesNotThrowAnyException();
  }

  @Test
  void noUrlPasses() {
    assertThatCode(() -> NoPassword.in(null)).doesNotThrowAnyException();
  }
}
