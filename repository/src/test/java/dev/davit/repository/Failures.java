package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects errors by their codes. */
public final class Failures {
  private Failures() {}

  public static void assertFails(ErrorCode code, ThrowingCallable action) {
    assertFails(Set.of(code), action);
  }

  public static void assertFails(Set<ErrorCode> codes, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(codes).contains(e.code()));
  }
}
