package dev.davit.repository.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.StoreException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class S3FailureTest {
  private static StoreException answer(int status, String code) {
    var details = AwsErrorDetails.builder().errorCode(code).build();
    return S3Failure.of(
        AwsServiceException.builder().statusCode(status).awsErrorDetails(details).build(),
        "object \"a\"");
  }

  @Test
  void aStoreThatAsksForFewerRequestsIsThrottled() {
    assertThat(answer(503, "SlowDown").code()).isEqualTo(ErrorCode.STORE_THROTTLED);
    assertThat(answer(503, "SlowDownWrite").code()).isEqualTo(ErrorCode.STORE_THROTTLED);
    assertThat(answer(429, null).code()).isEqualTo(ErrorCode.STORE_THROTTLED);
    assertThat(answer(400, "Throttling").code()).isEqualTo(ErrorCode.STORE_THROTTLED);
  }

  @Test
  void oneThatIsAwayOrBrokeOffIsNot() {
    assertThat(answer(503, "ServiceUnavailable").code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(answer(400, "RequestTimeout").code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(answer(500, null).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
  }
}
