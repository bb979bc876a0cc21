package dev.davit.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class TestS3Test {
  @Test
  void theServerAnswersAndRefusesStrangers() throws Exception {
    assumeTrue(TestS3.missing().isEmpty(), () -> TestS3.missing().orElse(""));
    try (var server = TestS3.start("bucket");
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(server.endpoint() + "/bucket")).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(403);
    }
  }
}
