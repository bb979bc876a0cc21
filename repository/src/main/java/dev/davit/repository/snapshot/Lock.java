package dev.davit.repository.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What a lock object says.
 *
 * @param hostname the machine's name, or that and a part of its own behind a slash
 */
public record Lock(
    Instant time,
    boolean exclusive,
    String hostname,
    String username,
    long pid,
    long uid,
    long gid) {
  /** As restic judges; whoever refreshes every five minutes is far from it. */
  public static final Duration STALE = Duration.ofMinutes(30);

  private static final JsonMapper JSON = new JsonMapper();

  static Lock of(Instant time, boolean exclusive, String hostname) {
    ProcessOwner owner = ProcessOwner.current();
    long pid = ProcessHandle.current().pid();
    return new Lock(time, exclusive, hostname, owner.name(), pid, owner.uid(), owner.gid());
  }

  Lock at(Instant now) {
    return new Lock(now, exclusive, hostname, username, pid, uid, gid);
  }

  /**
   * Not refreshed for long, or its process is known to be dead.
   *
   * @param machine this machine's name
   */
  boolean isStale(Instant now, String machine) {
    if (Duration.between(time, now).compareTo(STALE) > 0) {
      return true;
    }
    boolean here = hostname.equals(machine) || hostname.startsWith(machine + '/');
    return here && ProcessHandle.of(pid).isEmpty();
  }

  byte[] json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("time", NodeJson.time(time)).put("exclusive", exclusive).put("hostname", hostname);
    json.put("username", username).put("pid", pid).put("uid", uid).put("gid", gid);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Lock parse(byte[] bytes) throws IOException {
    JsonNode json = JSON.readTree(bytes);
    return new Lock(
        NodeJson.parseTime(json.path("time").asText()),
        json.path("exclusive").asBoolean(),
        json.path("hostname").asText(""),
        json.path("username").asText(""),
        json.path("pid").asLong(),
        json.path("uid").asLong(),
        json.path("gid").asLong());
  }

  /** For people: who holds it, since when. */
  @Override
  public String toString() {
    return "%s lock of process %d on %s by %s, %s"
        .formatted(exclusive ? "exclusive" : "shared", pid, hostname, username, time);
  }
}
