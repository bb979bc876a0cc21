package dev.davit.web;

import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/**
 * Refuses a body by the length that it announces, before a byte of it is read. One that announces
 * none is judged when it has been read, and cut off at 8 MiB by {@code
 * quarkus.http.limits.max-body-size}, whose refusal says nothing.
 */
public class BodyLimit {
  /** Before Quarkus' own limit. */
  private static final int FIRST = 10_000;

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::check, FIRST);
  }

  private static void check(RoutingContext context) {
    long length = announced(context.request().getHeader("Content-Length"));
    if (length <= EventCodec.MAX_BYTES) {
      context.next();
      return;
    }
    var problem =
        new Problem(
            ErrorCode.TOO_LARGE,
            "HTTP request",
            length + " bytes, more than " + EventCodec.MAX_BYTES);
    context
        .response()
        .setStatusCode(problem.code().httpStatus())
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(Json.bytes(ProblemView.of(problem))));
    context.request().resume(); // what still comes is dropped: closing would cost the answer
  }

  private static long announced(String length) {
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return 0; // no HTTP; the server refuses it itself
    }
  }
}
