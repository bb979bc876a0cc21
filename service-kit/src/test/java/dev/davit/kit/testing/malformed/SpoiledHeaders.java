package dev.davit.kit.testing.malformed;

import static dev.davit.contracts.error.ErrorCode.MALFORMED_EVENT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records whose headers are wrong: content types, and binary mode. */
final class SpoiledHeaders {
  private static final String[] REQUIRED = {"ce_specversion", "ce_id", "ce_source", "ce_type"};

  private SpoiledHeaders() {}

  static Map<String, Spoiler> all() {
    return Map.ofEntries(
        Map.entry(
            "wrong content type",
            (event, random) -> {
              String type =
                  Spoiled.any(
                      random,
                      "application/json",
                      "text/plain",
                      "application/cloudevents",
                      "application/cloudevents+xml",
                      "application/cloudevents-batch+json",
                      "",
                      ";",
                      "application/cloudevents+json+x",
                      "x".repeat(500),
                      "application\0/cloudevents+json");
              return record(
                  "content type",
                  event,
                  List.of(Spoiled.header("content-type", type)),
                  Json.bytes(event),
                  MALFORMED_EVENT);
            }),
        Map.entry(
            "content type twice",
            (event, random) -> {
              var headers = new ArrayList<>(Spoiled.structured());
              headers.add(
                  Spoiled.header(
                      Spoiled.any(random, "content-type", "Content-Type"), "text/plain"));
              return record(
                  "content type twice", event, headers, Json.bytes(event), MALFORMED_EVENT);
            }),
        Map.entry(
            "no headers",
            (event, random) ->
                record("no headers", event, List.of(), Json.bytes(event), MALFORMED_EVENT)),
        Map.entry(
            "header missing",
            (event, random) -> {
              String name = Spoiled.any(random, REQUIRED);
              var headers = new ArrayList<>(Spoiled.binary(event));
              headers.removeIf(header -> header.name().equals(name));
              if (random.nextBoolean()) {
                headers.add(Spoiled.header(name, Spoiled.any(random, null, "", "  ")));
              }
              return record(
                  name + " missing", event, headers, Spoiled.data(event), MALFORMED_EVENT);
            }),
        Map.entry(
            "header twice",
            (event, random) ->
                added(event, Spoiled.any(random, REQUIRED), "again", MALFORMED_EVENT)),
        Map.entry(
            "header no UTF-8",
            (event, random) -> {
              var headers = new ArrayList<>(Spoiled.binary(event));
              headers.add(new Header("ce_theirs", new byte[] {(byte) 0xC0, (byte) 0x80}));
              return record(
                  "header no UTF-8", event, headers, Spoiled.data(event), MALFORMED_EVENT);
            }),
        Map.entry(
            "header of no attribute",
            (event, random) ->
                added(
                    event,
                    Spoiled.any(
                        random, "ce_", "ce_data", "ce_datacontenttype", "ce_a-b", "ce_\0", "ce_ä"),
                    "x",
                    MALFORMED_EVENT)),
        Map.entry(
            "percent-encoded, as over HTTP",
            (event, random) ->
                replaced(
                    event,
                    Spoiled.any(random, "ce_specversion", "ce_type", "ce_source"),
                    "%31%2E0 %zz")),
        Map.entry(
            "underscore and hyphen mixed up",
            (event, random) -> {
              var headers =
                  Spoiled.binary(event).stream()
                      .map(header -> new Header(header.name().replace('_', '-'), header.value()))
                      .toList();
              return record("ce- headers", event, headers, Spoiled.data(event), MALFORMED_EVENT);
            }),
        Map.entry(
            "headers that mean nothing",
            (event, random) -> {
              var headers = new ArrayList<>(Spoiled.structured());
              for (int i = random.nextInt(50); i >= 0; i--) {
                headers.add(
                    new Header(
                        noise(random), random.nextBoolean() ? null : Spoiled.bytes(random, 9)));
              }
              return record("headers that mean nothing", event, headers, Json.bytes(event), null);
            }),
        Map.entry(
            "binary mode with a whole event inside",
            (event, random) ->
                record(
                    "whole event inside",
                    event,
                    Spoiled.binary(event),
                    Json.bytes(event),
                    MALFORMED_EVENT)),
        Map.entry(
            "binary mode with damaged data",
            (event, random) -> {
              byte[] data = Spoiled.data(event);
              data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
              return record("damaged data", event, Spoiled.binary(event), data, null);
            }));
  }

  private static String noise(Random random) {
    return Spoiled.any(random, "", "x", "traceparent", "\0", "\n", "ä€", "CE-ID", "id")
        + random.nextInt(9);
  }

  private static MalformedRecord added(JsonNode event, String name, String value, ErrorCode code) {
    var headers = new ArrayList<>(Spoiled.binary(event));
    headers.add(Spoiled.header(name, value));
    return record(name + " added", event, headers, Spoiled.data(event), code);
  }

  private static MalformedRecord replaced(JsonNode event, String name, String value) {
    var headers = new ArrayList<>(Spoiled.binary(event));
    headers.removeIf(header -> header.name().equals(name));
    headers.add(Spoiled.header(name, value));
    ErrorCode code = name.equals("ce_type") ? ErrorCode.UNKNOWN_EVENT : MALFORMED_EVENT;
    return record(name + " percent-encoded", event, headers, Spoiled.data(event), code);
  }

  private static MalformedRecord record(
      String what, JsonNode event, List<Header> headers, byte[] value, ErrorCode code) {
    return new MalformedRecord(what, Golden.topic(event), Spoiled.key(event), headers, value, code);
  }
}
