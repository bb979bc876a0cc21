package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.PointManifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sealed point judged by restic and by the DSSE specification, not by our own code. */
class SealedByStandardsTest {
  @TempDir Path directory;

  @Test
  void resticFindsChecksAndRestoresThePoint() throws Exception {
    var ground = new Ground(directory.toRealPath());
    Path media = ground.file("a/b.jpg", "picture");
    var sealed = ground.seal(Ground.managed(media));
    var restic = Restic.of(ground);
    restic.mustSucceed("check", "--read-data");
    JsonNode listed = Json.read(restic.mustSucceed("snapshots", "--json"), JsonNode.class);
    assertThat(listed).hasSize(1);
    JsonNode snapshot = listed.get(0);
    assertThat(snapshot.path("id").asText()).isEqualTo(sealed.snapshot());
    assertThat(snapshot.path("hostname").asText()).isEqualTo("shop");
    assertThat(snapshot.path("paths").get(0).asText()).isEqualTo("/davit/shop");
    assertThat(snapshot.path("tags").toString())
        .isEqualTo("[\"davit\",\"system=shop\",\"point=%s\"]".formatted(sealed.point()));
    Path target = ground.directory.resolve("restored");
    restic.mustSucceed("restore", sealed.snapshot(), "--target", target.toString());
    assertThat(target.resolve("media/main/a/b.jpg")).hasContent("picture");
    assertThat(target.resolve("database/shop/toc.dat")).hasContent("PGDMP");
    verify(ground, target);
  }

  /** After https://github.com/secure-systems-lab/dsse/blob/master/protocol.md. */
  private static void verify(Ground ground, Path restored) throws Exception {
    byte[] manifest = Files.readAllBytes(restored.resolve(PointManifest.FILE));
    var envelope =
        Json.read(
            Files.readAllBytes(restored.resolve(PointManifest.SIGNATURE_FILE)), JsonNode.class);
    byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
    assertThat(payload).isEqualTo(manifest);
    String type = envelope.path("payloadType").asText();
    var encoded = new ByteArrayOutputStream();
    String head = "DSSEv1 %d %s %d ".formatted(type.length(), type, payload.length);
    encoded.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    encoded.writeBytes(payload);
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(ground.keys.getPublic());
    signature.update(encoded.toByteArray());
    byte[] sig = Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asText());
    assertThat(signature.verify(sig)).isTrue();
    signature.update(encoded.toByteArray(), 0, encoded.size() - 1);
    assertThat(signature.verify(sig)).isFalse();
  }
}
