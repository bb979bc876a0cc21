package dev.davit.kit.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One trace for everything that a request leads to: spans continue the trace of the event that led
 * to them, and what is said within them carries it on. No span stays open for long: one is exported
 * only when it has ended, so that of hours of work nothing would be seen until it is over, and
 * nothing at all of work that died.
 */
public final class Spans {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final String SCOPE = "dev.davit";

  private Spans() {}

  /**
   * Starts the span of something brief and makes it the thread's current one until it is closed.
   *
   * @param traceparent of the event that led here; null: the thread's current span, else a new
   *     trace
   */
  @SuppressWarnings("MustBeClosedChecker") // Brief closes the scope
  public static Brief brief(String name, String traceparent, Map<String, String> attributes) {
    Span span = builder(name, traceparent, attributes).startSpan();
    return new Brief(span, span.makeCurrent());
  }

  /**
   * Records that work begins; when it is closed, that it has ended, in a span of its own. Between
   * the two the first one's context is the thread's current one.
   *
   * @param traceparent of the order
   * @param needed traceparents of the facts that the work waited for: they become links
   */
  public static WorkSpans work(
      String name, String traceparent, Collection<String> needed, Map<String, String> attributes) {
    SpanBuilder begun = builder(name + " begun", traceparent, attributes);
    needed.forEach(fact -> parse(fact).ifPresent(begun::addLink));
    Span span = begun.startSpan();
    span.end();
    return new WorkSpans(name, span.getSpanContext(), attributes);
  }

  static SpanBuilder builder(String name, String traceparent, Map<String, String> attributes) {
    Context parent =
        parse(traceparent)
            .map(event -> Context.root().with(Span.wrap(event)))
            .orElseGet(Context::current);
    var builder =
        GlobalOpenTelemetry.getTracer(SCOPE)
            .spanBuilder(name)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(parent);
    attributes.forEach(builder::setAttribute);
    return builder;
  }

  /** The current span in W3C form, to put into an event; empty if nothing is recorded. */
  public static Optional<String> traceparent() {
    SpanContext current = Span.current().getSpanContext();
    return current.isValid() ? Optional.of(written(current)) : Optional.empty();
  }

  static String written(SpanContext context) {
    return "00-%s-%s-%s"
        .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
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
}
