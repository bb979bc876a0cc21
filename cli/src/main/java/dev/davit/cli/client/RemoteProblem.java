package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.URI;
import java.util.Arrays;

/** Reads a server's refusal back into the error it was. */
final class RemoteProblem {
  private RemoteProblem() {}

  static DavitException of(int status, JsonNode body, URI server) {
    String number = body.path("code").asText("");
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.number().equals(number))
        .findFirst()
        .map(code -> new DavitException(code, text(body, "object"), text(body, "reason")))
        .orElseGet(() -> unknown(status, body, server));
  }

  /** A newer server's code, or an answer that is not Davit's. */
  private static DavitException unknown(int status, JsonNode body, URI server) {
    String said = text(body, "meaning");
    String reason = "it answered " + status + (said == null ? "" : ": " + said);
    return new DavitException(ErrorCode.INTERNAL, "server \"" + server + "\"", reason);
  }

  private static String text(JsonNode body, String field) {
    var value = body.path(field);
    return value.isTextual() ? value.asText() : null;
  }
}
