package dev.davit.repository.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.kit.testing.TestS3;
import dev.davit.repository.backend.AccessDenied;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.BackendContract;
import dev.davit.repository.backend.Location;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.backend.StoreOptions.Checksums;
import dev.davit.repository.backend.StoreUnavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3BackendTest extends BackendContract {
  private static TestS3 server;
  private static int places;

  @BeforeAll
  static void startServer() {
    assumeTrue(TestS3.missing().isEmpty(), () -> TestS3.missing().orElseThrow());
    server = TestS3.start("first");
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Backend open() {
    places++;
    Backend opened = open("bucket/place-" + places, options(null, null));
    // The bucket is made with the first repository.
    ObjectName key = name(ObjectKind.KEY, new byte[] {0});
    opened.create(key, ObjectBody.of(new byte[] {0}));
    opened.delete(key);
    return opened;
  }

  private static Backend open(String path, StoreOptions options) {
    var location = (Location.Bucket) Location.parse("s3:" + server.endpoint() + "/" + path);
    return S3Backend.open(location, options);
  }

  private static StoreOptions options(Checksums checksums, Boolean chunked) {
    return new StoreOptions(null, null, checksums, chunked, TestS3.accessKey(), TestS3.secretKey());
  }

  @Test
  void everyCombinationOfSettingsWorks() {
    for (Checksums checksums : Checksums.values()) {
      for (boolean chunked : new boolean[] {true, false}) {
        places++;
        try (Backend other = open("bucket/place-" + places, options(checksums, chunked))) {
          ObjectName name = name(ObjectKind.PACK, new byte[] {1});
          other.create(name, ObjectBody.of(new byte[] {1}));
          assertThat(other.read(name)).containsExactly(1);
        }
      }
    }
  }

  @Test
  void aMissingBucketHoldsNothingAndIsNotMadeByAPack() {
    try (Backend other = open("no-such-bucket/x", options(null, null))) {
      assertThat(other.list(ObjectKind.PACK)).isEmpty();
      assertThat(other.exists(ObjectName.config())).isFalse();
      ObjectName pack = name(ObjectKind.PACK, new byte[] {1});
      assertThatThrownBy(() -> other.create(pack, ObjectBody.of(new byte[] {1})))
          .isInstanceOf(ObjectMissing.class);
    }
  }

  @Test
  void aWrongSecretIsRefusedWithoutBeingShown() {
    var wrong = new StoreOptions(null, null, null, null, TestS3.accessKey(), "hunter2");
    try (Backend other = open("bucket/x", wrong)) {
      assertThatThrownBy(() -> other.list(ObjectKind.PACK))
          .isInstanceOf(AccessDenied.class)
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void aStoreThatIsAwayIsUnavailable() {
    var nobody = (Location.Bucket) Location.parse("s3:http://127.0.0.1:1/bucket");
    try (Backend other = S3Backend.open(nobody, options(null, null))) {
      assertThatThrownBy(() -> other.size(ObjectName.config()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("refused");
    }
  }
}
