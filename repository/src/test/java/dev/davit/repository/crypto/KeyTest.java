package dev.davit.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTest {
  private final Key key = Key.random();

  @Test
  void whatIsSealedOpens() throws Unauthentic {
    long seed = 42;
    System.out.println("key seed=" + seed);
    var random = new Random(seed);
    for (int length : new int[] {0, 1, 15, 16, 17, 65_535, 65_536, 200_001}) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      assertThat(key.open(key.seal(plain))).isEqualTo(plain);
    }
  }

  @Test
  void anyFlippedBitIsRefused() {
    byte[] sealed = key.seal(new byte[] {1, 2, 3, 4, 5});
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> key.open(flipped)).isInstanceOf(Unauthentic.class);
    }
  }

  @Test
  void anyTruncationIsRefused() {
    byte[] sealed = key.seal(new byte[20]);
    for (int length = 0; length < sealed.length; length++) {
      int shorter = length;
      assertThatThrownBy(() -> key.open(sealed, 0, shorter)).isInstanceOf(Unauthentic.class);
    }
  }

  @Test
  void sealingTwiceNeverGivesTheSameBytes() {
    assertThat(key.seal(new byte[100])).isNotEqualTo(key.seal(new byte[100]));
  }

  @Test
  void nothingSecretIsPrinted() {
    assertThat(key).hasToString("Key[hidden]");
    assertThat(new Password("hunter2".toCharArray())).hasToString("Password[hidden]");
  }

  @Test
  void generatedPasswordsAreKnownAgainAndOthersAreNot() {
    Password generated = Password.generated();
    assertThat(new Password(generated.chars()).isGenerated()).isTrue();
    char[] typo = generated.chars();
    typo[10] = typo[10] == '0' ? '1' : '0';
    assertThat(new Password(typo).isGenerated()).isFalse();
    assertThat(new Password("davit-password".toCharArray()).isGenerated()).isFalse();
  }
}
