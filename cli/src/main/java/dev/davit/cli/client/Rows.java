package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/** Lists in the server's answers. */
public final class Rows {
  private Rows() {}

  /** The list itself, whether it is the whole answer or a field of it. */
  public static JsonNode of(JsonNode answer, String field) {
    return answer.isArray() ? answer : answer.path(field);
  }
}
