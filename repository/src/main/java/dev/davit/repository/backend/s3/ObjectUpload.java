package dev.davit.repository.backend.s3;

import dev.davit.repository.backend.ObjectBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts an object in one request, on condition that there is none of its name. A store that does not
 * know the condition is not asked for it again: names are digests of contents, so that what such a
 * store would replace is the same.
 */
final class ObjectUpload {
  private static final String ANY = "*";
  private static final int NOT_IMPLEMENTED = 501;
  private static final String TYPE = "application/octet-stream";
  private static final int BUFFER = 64 << 10;

  private final S3Client client;
  private final String bucket;
  private volatile boolean conditional = true;

  ObjectUpload(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  /**
   * @throws UncheckedIOException the body cannot be read
   */
  void create(String key, ObjectBody body) {
    var request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(TYPE)
            .contentLength(body.size())
            .contentMD5(md5(body));
    try {
      put(conditional ? request.ifNoneMatch(ANY).build() : request.build(), body);
    } catch (S3Exception e) {
      if (!conditional || e.statusCode() != NOT_IMPLEMENTED) {
        throw e;
      }
      conditional = false;
      put(request.ifNoneMatch(null).build(), body);
    }
  }

  private void put(PutObjectRequest request, ObjectBody body) {
    client.putObject(
        request, RequestBody.fromContentProvider(() -> opened(body), body.size(), TYPE));
  }

  private static InputStream opened(ObjectBody body) {
    try {
      return body.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String md5(ObjectBody body) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = body.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }
}
