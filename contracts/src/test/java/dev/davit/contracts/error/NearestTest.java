package dev.davit.contracts.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> VERBS = List.of("backup", "recover", "protect", "up");

  @Test
  void theFewestChangedLettersLeadToIt() {
    assertThat(Nearest.to("bakcup", VERBS)).contains("backup");
    assertThat(Nearest.to("recovery", VERBS)).contains("recover");
  }

  @Test
  void ofTwoEquallyNearTheFirstByAlphabetIsMeant() {
    assertThat(Nearest.to("cat", List.of("rat", "bat"))).contains("bat");
  }

  @Test
  void whatIsLikeNoneHasNone() {
    assertThat(Nearest.to("zzzzzzzzz", VERBS)).isEmpty();
    assertThat(Nearest.to("backup", List.of())).isEmpty();
  }
}
