package dev.davit.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Poly1305Test {
  private static final BigInteger PRIME = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));

  /** RFC 8439, section 2.5.2. */
  @Test
  void agreesWithTheStandard() {
    byte[] key =
        HexFormat.of().parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
    byte[] message = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(tag(key, message)))
        .isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
  }

  @Test
  void agreesWithPlainArithmetic() {
    long seed = 1305;
    System.out.println("poly1305 seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] key = new byte[32];
      byte[] message = new byte[random.nextInt(200)];
      random.nextBytes(key);
      random.nextBytes(message);
      if (round % 3 == 0) {
        Arrays.fill(message, (byte) 0xff);
        Arrays.fill(key, 16, 32, (byte) 0xff);
      }
      assertThat(tag(key, message)).as("round %d", round).isEqualTo(slow(key, message));
    }
  }

  private static byte[] tag(byte[] key, byte[] message) {
    return new Poly1305(Arrays.copyOf(key, 16), Arrays.copyOfRange(key, 16, 32))
        .tag(message, 0, message.length);
  }

  private static byte[] slow(byte[] key, byte[] message) {
    byte[] masked = Arrays.copyOf(key, 16);
    for (int i = 3; i < 16; i += 4) {
      masked[i] &= 15;
    }
    for (int i = 4; i < 16; i += 4) {
      masked[i] &= (byte) 252;
    }
    BigInteger r = little(masked, 0, 16);
    BigInteger sum = BigInteger.ZERO;
    for (int at = 0; at < message.length; at += 16) {
      int count = Math.min(16, message.length - at);
      BigInteger block = little(message, at, count).setBit(8 * count);
      sum = sum.add(block).multiply(r).mod(PRIME);
    }
    byte[] big = sum.add(little(key, 16, 16)).toByteArray();
    byte[] out = new byte[16];
    for (int i = 0; i < Math.min(16, big.length); i++) {
      out[i] = big[big.length - 1 - i];
    }
    return out;
  }

  private static BigInteger little(byte[] bytes, int at, int count) {
    byte[] reversed = new byte[count];
    for (int i = 0; i < count; i++) {
      reversed[i] = bytes[at + count - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
