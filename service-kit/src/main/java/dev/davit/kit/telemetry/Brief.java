package dev.davit.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** A running span. Closed on the thread that started it. */
public final class Brief implements AutoCloseable {
  private final Span span;
  private final Scope scope;

  Brief(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  @Override
  public void close() {
    scope.close();
    span.end();
  }
}
