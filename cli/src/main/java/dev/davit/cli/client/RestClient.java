package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Talks to a server's {@code /v1} interface. Every refusal arrives as the {@link DavitException}
 * that the server threw. Thread-safe.
 */
public final class RestClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param server base address, without a slash at its end
   */
  public RestClient(URI server) {
    this.server = server;
  }

  public URI server() {
    return server;
  }

  /**
   * @param path below the base address, such as {@code /v1/systems}
   * @param query values that are null are left out
   * @throws DavitException SERVER_UNREACHABLE, or what the server says
   */
  public JsonNode get(String path, Map<String, ?> query) {
    return send(request(path + encoded(query)).GET());
  }

  public JsonNode get(String path) {
    return get(path, Map.of());
  }

  /**
   * @param body any record or map; null: none
   */
  public JsonNode post(String path, Object body) {
    return send(withBody(path, body, "POST"));
  }

  /**
   * @param body sent byte for byte; null: none
   */
  public JsonNode post(String path, Map<String, ?> query, byte[] body) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return send(
        request(path + encoded(query))
            .header("Content-Type", "application/json")
            .method("POST", publisher));
  }

  public JsonNode put(String path, Object body) {
    return send(withBody(path, body, "PUT"));
  }

  public JsonNode delete(String path, Map<String, ?> query) {
    return send(request(path + encoded(query)).DELETE());
  }

  private HttpRequest.Builder withBody(String path, Object body, String method) {
    var publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body));
    return request(path).header("Content-Type", "application/json").method(method, publisher);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .timeout(ANSWER)
        .header("Accept", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      var body = body(response);
      if (response.statusCode() / 100 == 2) {
        return body;
      }
      throw RemoteProblem.of(response.statusCode(), body, server);
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.SERVER_UNREACHABLE, "server \"" + server + "\"", reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DavitException(ErrorCode.CANCELLED, null, "interrupted");
    }
  }

  private static JsonNode body(HttpResponse<byte[]> response) {
    byte[] bytes = response.body();
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return Json.read(bytes, JsonNode.class);
    } catch (UncheckedIOException e) {
      return MissingNode.getInstance();
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "connection refused" : e.getMessage();
  }

  private static String encoded(Map<String, ?> query) {
    String text =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(e -> e.getKey() + "=" + encode(e.getValue().toString()))
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? "" : "?" + text;
  }

  /** As one component of a path or a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
