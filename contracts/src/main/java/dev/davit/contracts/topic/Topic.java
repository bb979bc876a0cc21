package dev.davit.contracts.topic;

import java.util.List;

/**
 * Davit's topics. Facts are written by the one service that knows them, so that a broker's access
 * list decides who may state what; requests may be written by anyone it lets in. Every record is
 * keyed by its protected system.
 */
public enum Topic {
  REQUESTS("davit.requests.v1", Topic.ANYONE, List.of("scheduler-service")),
  SCHEDULER_EVENTS(
      "davit.scheduler.events.v1",
      "scheduler-service",
      List.of("scheduler-service", "dump-service", "media-service", "audit-service")),
  DUMP_EVENTS(
      "davit.dump.events.v1",
      "dump-service",
      List.of("scheduler-service", "media-service", "audit-service")),
  DUMP_PROGRESS("davit.dump.progress.v1", "dump-service", List.of("scheduler-service")),
  MEDIA_EVENTS(
      "davit.media.events.v1", "media-service", List.of("scheduler-service", "audit-service")),
  MEDIA_PROGRESS("davit.media.progress.v1", "media-service", List.of("scheduler-service")),
  AUDIT_EVENTS(
      "davit.audit.events.v1", "audit-service", List.of("scheduler-service", "audit-service")),
  AUDIT_PROGRESS("davit.audit.progress.v1", "audit-service", List.of("scheduler-service"));

  /** Whoever the broker lets write. */
  public static final String ANYONE = "other systems";

  private final String wireName;
  private final String writer;
  private final List<String> readers;

  Topic(String wireName, String writer, List<String> readers) {
    this.wireName = wireName;
    this.writer = writer;
    this.readers = readers;
  }

  /** The name on the broker. */
  public String wireName() {
    return wireName;
  }

  /** The one service that may write it, or {@link #ANYONE}. */
  public String writer() {
    return writer;
  }

  /** Davit's services that read it; any other system may, too. */
  public List<String> readers() {
    return readers;
  }
}
