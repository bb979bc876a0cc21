package dev.davit.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ScryptTest {
  /** RFC 7914, section 12. */
  @Test
  void agreesWithTheStandard() {
    assertThat(derive(new Scrypt(16, 1, 1), "", ""))
        .isEqualTo(
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
    assertThat(derive(new Scrypt(1024, 8, 16), "password", "NaCl"))
        .isEqualTo(
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  }

  @Test
  void parametersThatAskForTooMuchAreRefused() {
    assertThatThrownBy(() -> new Scrypt(1 << 30, 8, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scrypt(1000, 8, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String derive(Scrypt scrypt, String password, String salt) {
    byte[] derived =
        scrypt.derive(
            password.getBytes(StandardCharsets.US_ASCII),
            salt.getBytes(StandardCharsets.US_ASCII),
            64);
    return HexFormat.of().formatHex(derived);
  }
}
