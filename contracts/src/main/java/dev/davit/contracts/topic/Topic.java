package dev.davit.contracts.topic;

/**
 * Davit's topics. Facts are written by the one service that knows them, so that a broker's access
 * list decides who may state what; requests may be written by anyone it lets in. Every record is
 * keyed by its protected system.
 */
public enum Topic {
  /** Written by other systems and the scheduler's API; read by the scheduler alone. */
  REQUESTS("davit.requests.v1"),
  SCHEDULER_EVENTS("davit.scheduler.events.v1"),
  DUMP_EVENTS("davit.dump.events.v1"),
  DUMP_PROGRESS("davit.dump.progress.v1"),
  MEDIA_EVENTS("davit.media.events.v1"),
  MEDIA_PROGRESS("davit.media.progress.v1"),
  AUDIT_EVENTS("davit.audit.events.v1"),
  AUDIT_PROGRESS("davit.audit.progress.v1");

  private final String wireName;

  Topic(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the broker. */
  public String wireName() {
    return wireName;
  }
}
