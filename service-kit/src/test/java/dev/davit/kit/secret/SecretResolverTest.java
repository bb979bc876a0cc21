package dev.davit.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretResolverTest {
  @TempDir private Path directory;
  private final SecretResolver resolver =
      new SecretResolver(Map.of("PASSWORD", "hunter2", "EMPTY", ""));

  private SecretRef file(String content) throws IOException {
    return new SecretRef("file:" + Files.writeString(directory.resolve("secret"), content));
  }

  @Test
  void aFilesFirstLineIsTheSecret() throws IOException {
    assertThat(resolver.resolve(file("pass wörd\nsecond line\n")))
        .containsExactly("pass wörd".toCharArray());
    assertThat(resolver.resolve(file("windows\r\n"))).containsExactly("windows".toCharArray());
    assertThat(resolver.resolve(file("no line end"))).containsExactly("no line end".toCharArray());
  }

  @Test
  void aVariableIsTheSecret() {
    assertThat(resolver.resolve(new SecretRef("env:PASSWORD")))
        .containsExactly("hunter2".toCharArray());
  }

  @Test
  void aMissingSecretIsNamedByItsReference() throws IOException {
    assertMissing(new SecretRef("env:NOT_SET"), "env:NOT_SET");
    assertMissing(new SecretRef("env:EMPTY"), "env:EMPTY");
    assertMissing(new SecretRef("file:/no/such/file"), "file:/no/such/file");
    assertMissing(file("\nsecond line"), "secret");
  }

  private void assertMissing(SecretRef reference, String named) {
    assertThatThrownBy(() -> resolver.resolve(reference))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SECRET_MISSING))
        .hasMessageContaining(named);
  }

  @Test
  void noMessageHoldsTheSecret() throws IOException {
    Path file = directory.resolve("binary");
    Files.write(file, new byte[] {'t', 'o', 'p', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> resolver.resolve(new SecretRef("file:" + file)))
        .hasMessageContaining("no UTF-8")
        .hasMessageNotContaining("top");
  }
}
