package dev.davit.kit.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** versitygw in a container of its makers' image. */
final class ContainerS3 {
  private static final int INSIDE = 7070;
  private static final String DATA = "/tmp/davit-test-s3";

  private ContainerS3() {}

  static TestServer start(String image, String bucket, int port) throws IOException {
    // A directory is a bucket. The image may have no shell that could make it.
    Path buckets = Files.createTempDirectory("davit-test-s3");
    Path directory = Files.createDirectory(buckets.resolve(bucket));
    try {
      var container =
          new GenericContainer<>(DockerImageName.parse(image))
              .withEnv("ROOT_ACCESS_KEY", TestS3.accessKey())
              .withEnv("ROOT_SECRET_KEY", TestS3.secretKey())
              .withCopyFileToContainer(MountableFile.forHostPath(buckets), DATA)
              .withCommand("--port", ":" + INSIDE, "posix", DATA);
      return ServerContainer.start(container, INSIDE, port, () -> answers(port));
    } finally {
      Files.delete(directory);
      Files.delete(buckets);
    }
  }

  private static boolean answers(int port) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() > 0;
    }
  }
}
