package dev.davit.repository.backend.s3;

import dev.davit.repository.backend.AccessDenied;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectTruncated;
import dev.davit.repository.backend.StoreException;
import dev.davit.repository.backend.StoreFull;
import dev.davit.repository.backend.StoreUnavailable;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The port's words for what a store or the SDK answers; told apart by status and error code. */
final class S3Failure {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity");

  /** Refusals of the moment, some of them under statuses that are otherwise final. */
  private static final Set<String> PASSING =
      Set.of(
          "RequestTimeout",
          "InternalError",
          "ServiceUnavailable",
          "BadDigest",
          "IncompleteBody",
          "XAmzContentSHA256Mismatch",
          "XAmzContentChecksumMismatch");

  /** The store, or one behind the same door, has too much to do. */
  private static final Set<String> THROTTLED =
      Set.of(
          "SlowDown",
          "SlowDownRead",
          "SlowDownWrite",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "TooManyRequests");

  private S3Failure() {}

  static StoreException of(SdkException e, String object) {
    if (!(e instanceof AwsServiceException answer)) {
      return new StoreUnavailable(object, rootOf(e), e);
    }
    String reason = reason(answer);
    String code = code(answer);
    if (FULL.contains(code)) {
      return new StoreFull(object, reason, e);
    }
    if (THROTTLED.contains(code) || answer.statusCode() == TOO_MANY_REQUESTS) {
      return StoreUnavailable.throttled(object, reason, e);
    }
    if (PASSING.contains(code)) {
      return new StoreUnavailable(object, reason, e);
    }
    return switch (answer.statusCode()) {
      case 404 -> new ObjectMissing(object, reason, e);
      case 408, 409 -> new StoreUnavailable(object, reason, e);
      case 412 -> new ObjectExists(object, null, e);
      case 416 -> new ObjectTruncated(object, reason, e);
      case 507 -> new StoreFull(object, reason, e);
      case 501 -> new AccessDenied(object, reason, e);
      default ->
          answer.statusCode() >= 500
              ? new StoreUnavailable(object, reason, e)
              : new AccessDenied(object, reason, e);
    };
  }

  static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String reason(AwsServiceException e) {
    String code = code(e);
    return "the store answered " + e.statusCode() + (code.isEmpty() ? "" : " " + code);
  }

  /** The SDK wraps what the network said; only that helps. */
  private static String rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
