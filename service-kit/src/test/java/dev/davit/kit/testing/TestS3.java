package dev.davit.kit.testing;

import java.io.IOException;
import java.util.Optional;

/**
 * A real S3 server (versitygw over a directory) with one bucket, in a container or as a child
 * process (see {@link ContainerEngine}), where there is one. A test asks {@link #missing} and skips
 * with that reason.
 */
public final class TestS3 implements AutoCloseable {
  private final Runnable stopping;
  private final int port;

  private TestS3(Runnable stopping, int port) {
    this.stopping = stopping;
    this.port = port;
  }

  /** Why there is no S3 server; empty if there is one. */
  public static Optional<String> missing() {
    return image().isPresent() || LocalS3.program().isPresent()
        ? Optional.empty()
        : Optional.of(
            "versitygw is neither an image of a container engine nor on PATH nor in the cache of"
                + " Davit's programs");
  }

  /** Starts it, with a bucket; {@link IllegalStateException} if {@link #missing}. */
  public static TestS3 start(String bucket) {
    Quiet.please();
    missing()
        .ifPresent(reason -> {
          throw new IllegalStateException(reason);
        });
    int port = FreePort.next();
    try {
      if (image().isPresent()) {
        return new TestS3(ContainerS3.start(image().get(), bucket, port)::close, port);
      }
      return new TestS3(LocalS3.start(LocalS3.program().get(), bucket, port)::close, port);
    } catch (IOException e) {
      throw new IllegalStateException("no S3 server for tests", e);
    }
  }

  private static Optional<String> image() {
    return ContainerEngine.image("s3", "versity/versitygw:latest");
  }

  /** {@code http://127.0.0.1:port}. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public static String accessKey() {
    return "davit-test";
  }

  public static String secretKey() {
    return "davit-test-secret";
  }

  @Override
  public void close() {
    stopping.run();
  }
}
