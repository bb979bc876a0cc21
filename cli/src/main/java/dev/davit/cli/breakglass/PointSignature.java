package dev.davit.cli.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Dsse;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointManifest;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.SignedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Proves that a point is what the owner of a key sealed: DSSE envelope, Ed25519. */
final class PointSignature {
  private PointSignature() {}

  /**
   * @param key PEM file with the public half of the signing key
   * @throws DavitException SIGNATURE_WRONG if manifest, envelope, key or trees do not fit together
   */
  static void require(Repository repository, FoundPoint point, Path key) throws IOException {
    var signed =
        Dsse.open(envelope(repository, point), PointManifest.SIGNED_AS, List.of(read(key)))
            .orElseThrow(() -> wrong(point, "no signature was made by the key in " + key));
    if (!Arrays.equals(signed, point.raw())) {
      throw wrong(point, "the signed manifest is not the one beside it");
    }
    var trees = new SignedTrees(repository.trees());
    if (!trees.hold(point.snapshot().tree(), point.manifest())) {
      throw wrong(point, "the snapshot holds other trees than those that were signed");
    }
  }

  private static JsonNode envelope(Repository repository, FoundPoint point) {
    var node = repository.node(point.snapshot().tree(), PointManifest.SIGNATURE_FILE);
    if (node == null) {
      throw wrong(point, "there is no signature");
    }
    return Json.read(repository.trees().bytes(node), JsonNode.class);
  }

  private static PublicKey read(Path file) throws IOException {
    try {
      String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(body));
      return KeyFactory.getInstance("Ed25519").generatePublic(spec);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new DavitException(ErrorCode.PATH_MISSING, "file \"" + file + "\"", null);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "file \"" + file + "\"", "it is no Ed25519 public key in PEM");
    }
  }

  private static DavitException wrong(FoundPoint point, String reason) {
    return new DavitException(
        ErrorCode.SIGNATURE_WRONG, "point \"" + point.manifest().point() + "\"", reason);
  }
}
