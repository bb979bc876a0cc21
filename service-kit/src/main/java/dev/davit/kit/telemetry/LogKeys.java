package dev.davit.kit.telemetry;

/** Keys of {@code key=value} pairs in log lines and of span attributes: one word per thing. */
public final class LogKeys {
  public static final String SYSTEM = "system";
  public static final String RUN = "run";
  public static final String POINT = "point";
  public static final String KIND = "kind";
  public static final String GENERATION = "generation";
  public static final String EPOCH = "epoch";
  public static final String ATTEMPT = "attempt";
  public static final String EVENT = "event";
  public static final String TOPIC = "topic";
  public static final String PROBLEM = "problem";
  public static final String STATE = "state";
  public static final String SECONDS = "seconds";

  private LogKeys() {}
}
