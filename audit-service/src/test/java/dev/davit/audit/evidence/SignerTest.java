package dev.davit.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.audit.Ground;
import dev.davit.contracts.codec.Dsse;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerTest {
  private static final byte[] WORDS = {1, 2, 3};

  @TempDir Path directory;

  @Test
  void thePublicHalfIsTheOneThatWasMadeWithTheKey() throws Exception {
    var pair = Ground.writeKeys(directory);
    var envelope = sign(Signer.of(directory.resolve("signing.key"), List.of()));
    assertThat(Dsse.open(envelope, Signer.POINT, List.of(pair.getPublic()))).contains(WORDS);
    assertThat(Files.readString(directory.resolve("signing.pub")))
        .isEqualTo(Signer.of(directory.resolve("signing.key"), List.of()).publicPem());
  }

  @Test
  void whatAnEarlierKeySignedCountsWhileItIsTrusted() throws Exception {
    Path old = Files.createDirectories(directory.resolve("old"));
    Ground.writeKeys(old);
    Ground.writeKeys(directory);
    var envelope = sign(Signer.of(old.resolve("signing.key"), List.of()));
    Path key = directory.resolve("signing.key");
    assertThat(Signer.of(key, List.of()).open(envelope, Signer.POINT)).isEmpty();
    var trusting = Signer.of(key, List.of(old.resolve("signing.pub")));
    assertThat(trusting.signed(envelope, Signer.POINT, WORDS)).isTrue();
  }

  @Test
  void aCheckpointIsNoPoint() throws Exception {
    Ground.writeKeys(directory);
    var signer = Signer.of(directory.resolve("signing.key"), List.of());
    assertThat(signer.open(sign(signer), Signer.CHECKPOINT)).isEmpty();
  }

  @Test
  void whatIsNoKeyIsRefusedByName() throws Exception {
    Ground.writeKeys(directory);
    Path absent = directory.resolve("absent");
    assertCode(absent, ErrorCode.SECRET_MISSING);
    assertCode(directory.resolve("signing.pub"), ErrorCode.CONFIG_INVALID);
    assertCode(Files.writeString(absent, "not a key"), ErrorCode.CONFIG_INVALID);
  }

  private static void assertCode(Path key, ErrorCode code) {
    assertThatThrownBy(() -> Signer.of(key, List.of()))
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(key.toString());
  }

  private static JsonNode sign(Signer signer) {
    return Json.read(signer.sign(Signer.POINT, WORDS), JsonNode.class);
  }
}
