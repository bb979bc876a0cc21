package dev.davit.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @Test
  void directoriesAreAbsolute() {
    assertThat(Location.parse("/srv/repo")).isEqualTo(new Location.Directory(Path.of("/srv/repo")));
    assertThat(Location.parse("file:///srv/a%20b"))
        .isEqualTo(new Location.Directory(Path.of("/srv/a b")));
    assertThat(Location.parse("repo"))
        .isEqualTo(new Location.Directory(Path.of("repo").toAbsolutePath()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3:https://s3.example:9000/bucket/a/b/", "s3:s3.example:9000/bucket/a/b"})
  void bucketsHaveAnEndpointAndAPrefix(String location) {
    assertThat(Location.parse(location))
        .isEqualTo(new Location.Bucket(URI.create("https://s3.example:9000"), "bucket", "a/b"));
  }

  @Test
  void aBucketNeedsNoPrefix() {
    var bucket = (Location.Bucket) Location.parse("s3:http://127.0.0.1:7070/bucket");
    assertThat(bucket.prefix()).isEmpty();
    assertThat(bucket).hasToString("s3:http://127.0.0.1:7070/bucket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "sftp:host:/dir",
        "rest:https://host/",
        "s3:https://host",
        "s3:ftp://host/bucket",
        "s3:https://host/bucket?x=y",
        "s3:https:// host/bucket",
        "file://host/dir",
        "a\0b"
      })
  void anythingElseIsRefusedByName(String location) {
    assertThatThrownBy(() -> Location.parse(location))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_LOCATION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:https://key:hunter2@host/bucket",
        "s3:https://key:hunter2@ host/bucket",
        "sftp://me:hunter2@host/dir"
      })
  void aPasswordInALocationIsNotRepeated(String location) {
    assertThatThrownBy(() -> Location.parse(location))
        .hasMessageContaining("DAVIT-4112")
        .hasMessageNotContaining("hunter2");
  }
}
