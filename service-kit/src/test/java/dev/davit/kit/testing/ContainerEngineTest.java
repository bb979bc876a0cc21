package dev.davit.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What holds with an engine and without. */
class ContainerEngineTest {
  @Test
  void anImageThatNobodyHoldsIsNotPulled() {
    assertThat(ContainerEngine.image("absent", "davit.invalid/nobody/has/this:1")).isEmpty();
  }

  @Test
  void thePropertyReplacesTheStandardImageAndMayChooseTheLocalWay() {
    System.setProperty("davit.test.refused.image", ContainerEngine.NONE);
    try {
      assertThat(ContainerEngine.image("refused", "postgres:17")).isEmpty();
    } finally {
      System.clearProperty("davit.test.refused.image");
    }
  }
}
