package dev.davit.repository.backend.s3;

import dev.davit.repository.backend.AccessDenied;
import dev.davit.repository.backend.Location;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.backend.StoreOptions.Checksums;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes the SDK's client from a location and its options. */
final class S3Connection {
  private static final String AMAZON = ".amazonaws.com";
  private static final Pattern REGION_IN_HOST =
      Pattern.compile("s3[.-]([a-z]{2}-[a-z-]+-\\d)\\.amazonaws\\.com");
  private static final String DEFAULT_REGION = "us-east-1";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private S3Connection() {}

  static S3Client open(Location.Bucket bucket, StoreOptions options) {
    URI endpoint = bucket.endpoint();
    boolean chunked = !Boolean.FALSE.equals(options.chunkedEncoding());
    boolean always = options.checksums() != Checksums.WHEN_REQUIRED;
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region(endpoint.getHost(), options)))
        .credentialsProvider(credentials(bucket, options))
        .forcePathStyle(pathStyle(endpoint.getHost(), options))
        .serviceConfiguration(
            // Expecting 100-continue, the JDK's client loses the answer of a refusal.
            S3Configuration.builder()
                .chunkedEncodingEnabled(chunked)
                .expectContinueEnabled(false)
                .build())
        .requestChecksumCalculation(
            always
                ? RequestChecksumCalculation.WHEN_SUPPORTED
                : RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(
            always
                ? ResponseChecksumValidation.WHEN_SUPPORTED
                : ResponseChecksumValidation.WHEN_REQUIRED)
        // Repeating is the business of one decorator, the same for every store.
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
        .build();
  }

  private static boolean pathStyle(String host, StoreOptions options) {
    return Objects.requireNonNullElse(options.pathStyle(), !host.endsWith(AMAZON));
  }

  private static String region(String host, StoreOptions options) {
    if (options.region() != null) {
      return options.region();
    }
    Matcher named = REGION_IN_HOST.matcher(host);
    if (named.find()) {
      return named.group(1);
    }
    return SdkSystemSetting.AWS_REGION.getStringValue().orElse(DEFAULT_REGION);
  }

  private static AwsCredentialsProvider credentials(Location.Bucket bucket, StoreOptions options) {
    if (options.accessKey() != null && options.secretKey() != null) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(options.accessKey(), options.secretKey()));
    }
    AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
    try {
      chain.resolveCredentials();
    } catch (SdkClientException none) {
      throw new AccessDenied("store \"" + bucket + '"', "no credentials were found", none);
    }
    return chain;
  }
}
