package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that any of the four services set aside, asked for by way of the scheduler. One record of
 * a topic that several read may lie in each of their quarantines: each settles its own.
 */
public final class QuarantineClient {
  private final RestClient client;

  public QuarantineClient(RestClient client) {
    this.client = client;
  }

  /**
   * One record of one service.
   *
   * @param shown as the service shows it
   */
  public record Found(ServiceName service, String id, JsonNode shown) {
    /** The bytes that came; none if it came without a value. */
    public byte[] value() {
      try {
        return shown.has("base64")
            ? shown.get("base64").binaryValue()
            : shown.path("text").asText().getBytes(StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String path() {
      return QuarantineClient.path(service) + "/" + RestClient.encode(id);
    }

    @Override
    public String toString() {
      return service.shortName() + "/" + id;
    }
  }

  /**
   * Who settles a record.
   *
   * @param reason null if none is given
   */
  public record Actor(String by, String reason) {
    Map<String, ?> query() {
      var query = new HashMap<String, String>();
      query.put("by", by);
      query.put("reason", reason);
      return query;
    }
  }

  /** The newest first. */
  public ArrayNode list(ServiceName service, boolean settled, int limit) {
    JsonNode rows = client.get(path(service), Map.of("all", settled, "limit", limit));
    return rows instanceof ArrayNode array ? array : Json.mapper().createArrayNode();
  }

  /**
   * @param service whose; null: the record's own, if it names one, else whichever has it
   * @param record {@code TOPIC:PARTITION:OFFSET}, or with {@code SERVICE/} before it
   * @throws DavitException UNKNOWN_QUARANTINED; INVALID_REQUEST if several have it; what the server
   *     says
   */
  public Found find(ServiceName service, String record) {
    int slash = record.indexOf('/');
    String id = record.substring(slash + 1);
    ServiceName named = slash < 0 ? service : ServiceName.of(record.substring(0, slash));
    if (slash >= 0 && (named == null || (service != null && service != named))) {
      throw new DavitException(
          ErrorCode.INVALID_NAME,
          "record \"" + record + "\"",
          "it is SERVICE/TOPIC:PARTITION:OFFSET");
    }
    return named == null ? only(id) : get(named, id);
  }

  private Found get(ServiceName service, String id) {
    return new Found(service, id, client.get(path(service) + "/" + RestClient.encode(id)));
  }

  private Found only(String id) {
    List<Found> found = new ArrayList<>();
    DavitException unreachable = null;
    for (ServiceName service : ServiceName.values()) {
      try {
        found.add(get(service, id));
      } catch (DavitException e) {
        switch (e.code()) {
          case UNKNOWN_QUARANTINED -> {}
          case SERVICE_UNREACHABLE -> unreachable = e;
          default -> throw e;
        }
      }
    }
    if (found.size() > 1) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "record \"" + id + "\"",
          "several set it aside: name one of "
              + String.join(", ", found.stream().map(Found::toString).toList()));
    }
    if (found.isEmpty()) {
      throw unreachable != null
          ? unreachable
          : new DavitException(ErrorCode.UNKNOWN_QUARANTINED, "record \"" + id + "\"", null);
    }
    return found.getFirst();
  }

  /**
   * @param corrected a CloudEvent in the record's place; null: as it came
   */
  public JsonNode replay(Found found, byte[] corrected, Actor actor) {
    return client.post(found.path() + "/replay", actor.query(), corrected);
  }

  public JsonNode discard(Found found, Actor actor) {
    return client.delete(found.path(), actor.query());
  }

  private static String path(ServiceName service) {
    return service == ServiceName.SCHEDULER
        ? "/v1/quarantine"
        : "/v1/services/" + service.shortName() + "/quarantine";
  }
}
