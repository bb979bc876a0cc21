package dev.davit.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Map;

/** The beginning and the end of a piece of work, as two spans. Used by one thread. */
public final class WorkSpans implements AutoCloseable {
  private final String name;
  private final SpanContext begun;
  private final Map<String, String> attributes;
  private final Scope scope;
  private final long from = System.nanoTime();
  private String problem;

  @SuppressWarnings("MustBeClosedChecker") // close() closes it
  WorkSpans(String name, SpanContext begun, Map<String, String> attributes) {
    this.name = name;
    this.begun = begun;
    this.attributes = attributes;
    this.scope = Span.wrap(begun).makeCurrent();
  }

  /** Its end will be marked as a failure; the text is a problem's, so it holds no secret. */
  public void fail(String problem) {
    this.problem = problem;
  }

  @Override
  public void close() {
    scope.close();
    Span ended =
        Spans.builder(name + " ended", Spans.written(begun), attributes)
            .setAttribute(LogKeys.SECONDS, (System.nanoTime() - from) / 1e9)
            .startSpan();
    if (problem != null) {
      ended.setStatus(StatusCode.ERROR, problem);
    }
    ended.end();
  }
}
