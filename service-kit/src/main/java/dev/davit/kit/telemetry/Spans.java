package dev.davit.kit.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans that continue the trace of an event. */
public final class Spans {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final String SCOPE = "dev.davit";

  private Spans() {}

  /**
   * Starts a span and makes it the thread's current one until it is closed.
   *
   * @param traceparent the event that led here; it becomes a link rather than a parent, since work
   *     may run for hours. Null: none
   */
  @SuppressWarnings("MustBeClosedChecker") // Active closes the scope
  public static Active start(String name, String traceparent, Map<String, String> attributes) {
    var builder =
        GlobalOpenTelemetry.getTracer(SCOPE).spanBuilder(name).setSpanKind(SpanKind.CONSUMER);
    parse(traceparent).ifPresent(builder::addLink);
    attributes.forEach(builder::setAttribute);
    Span span = builder.startSpan();
    return new Active(span, span.makeCurrent());
  }

  /** The current span in W3C form, to put into an event; empty if nothing is recorded. */
  public static Optional<String> traceparent() {
    SpanContext current = Span.current().getSpanContext();
    return current.isValid()
        ? Optional.of(
            "00-%s-%s-%s"
                .formatted(
                    current.getTraceId(), current.getSpanId(), current.getTraceFlags().asHex()))
        : Optional.empty();
  }

  static Optional<SpanContext> parse(String traceparent) {
    Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
    return matcher.matches()
        ? Optional.of(
            SpanContext.createFromRemoteParent(
                matcher.group(1),
                matcher.group(2),
                TraceFlags.fromHex(matcher.group(3), 0),
                TraceState.getDefault()))
        : Optional.empty();
  }

  /** A running span. Closed on the thread that started it. */
  public static final class Active implements AutoCloseable {
    private final Span span;
    private final Scope scope;

    private Active(Span span, Scope scope) {
      this.span = span;
      this.scope = scope;
    }

    /** Marks it failed; the text is a problem's, so it holds no secret. */
    public void fail(String problem) {
      span.setStatus(StatusCode.ERROR, problem);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }
}
