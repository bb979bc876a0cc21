package dev.davit.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.StoreOptions.Checksums;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreOptionsTest {

  @Test
  void everyOptionIsRead() {
    var options =
        StoreOptions.of(
            Map.of(
                "region", "eu-central-1",
                "path-style", "true",
                "checksums", "when-required",
                "chunked-encoding", "false"),
            "id",
            "secret");

    assertThat(options)
        .isEqualTo(
            new StoreOptions("eu-central-1", true, Checksums.WHEN_REQUIRED, false, "id", "secret"));
  }

  @Test
  void theOtherValuesAreReadToo() {
    var options =
        StoreOptions.of(
            Map.of(
                "path-style", "false", "checksums", "when-supported", "chunked-encoding", "true"),
            null,
            null);

    assertThat(options)
        .isEqualTo(new StoreOptions(null, false, Checksums.WHEN_SUPPORTED, true, null, null));
  }

  @Test
  void whatIsNotSaidIsByDefault() {
    assertThat(StoreOptions.of(Map.of(), null, null)).isEqualTo(StoreOptions.none());
  }

  @ParameterizedTest
  @CsvSource({
    "path-style, yes, it is true or false",
    "path-style, '', it is true or false",
    "chunked-encoding, TRUE, it is true or false",
    "chunked-encoding, 0, it is true or false",
    "checksums, always, it is when-supported or when-required",
    "checksums, '', it is when-supported or when-required",
    "regoin, eu-central-1, did you mean region?",
    "storage-class, GLACIER, 'known are checksums, chunked-encoding, path-style, region'"
  })
  void aKeyOrValueThatIsNoneIsRefusedByItsKey(String key, String value, String reason) {
    assertThatThrownBy(() -> StoreOptions.of(Map.of(key, value), null, null))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining("option \"" + key + "\"")
        .hasMessageContaining(reason);
  }

  @Test
  void noSecretIsShown() {
    assertThat(StoreOptions.of(Map.of(), "AKIDEXAMPLE", "hunter2").toString())
        .doesNotContain("AKIDEXAMPLE", "hunter2");
  }
}
