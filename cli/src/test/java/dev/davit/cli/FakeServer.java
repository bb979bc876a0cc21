package dev.davit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A real HTTP server that answers as the scheduler would; several answers are given in turn. */
final class FakeServer implements AutoCloseable {
  /** What the server was asked. */
  record Asked(String method, String target, JsonNode body) {}

  private record Answer(int status, String body) {}

  private final HttpServer http;
  private final Map<String, Queue<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /**
   * @param request {@code GET /v1/runs}, without the query
   */
  synchronized FakeServer answer(String request, int status, String body) {
    answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  FakeServer refuse(String request, ErrorCode code, String object, String reason) {
    var body = new HashMap<String, Object>();
    body.put("code", code.number());
    body.put("meaning", code.meaning());
    body.put("object", object);
    body.put("reason", reason);
    body.put("remedy", code.remedy());
    body.put("exitCode", code.exitCode());
    return answer(request, code.httpStatus(), Json.text(body));
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked asked(String method, String path) {
    return asked().stream()
        .filter(a -> a.method().equals(method) && a.target().startsWith(path))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("never asked: " + method + " " + path + ", but " + asked));
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    var answer = next(exchange, body);
    byte[] bytes = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer next(HttpExchange exchange, byte[] body) {
    var uri = exchange.getRequestURI();
    var json = body.length == 0 ? null : Json.read(body, JsonNode.class);
    asked.add(new Asked(exchange.getRequestMethod(), uri.toString(), json));
    var queue = answers.get(exchange.getRequestMethod() + " " + uri.getPath());
    if (queue == null) {
      return new Answer(404, "{\"code\":\"DAVIT-0000\",\"meaning\":\"not scripted: " + uri + "\"}");
    }
    return queue.size() > 1 ? queue.remove() : queue.element();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
