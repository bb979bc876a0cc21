package dev.davit.contracts.schema;

import dev.davit.contracts.codec.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads the published files out of this jar. Thread-safe. */
public final class PublishedContract {
  /** Directory of the jar that holds one file for each event. */
  public static final String SCHEMAS = "schemas/";

  /** The AsyncAPI document in the jar. */
  public static final String ASYNCAPI = "asyncapi.json";

  private static final String VERSION = ".v1";

  private PublishedContract() {}

  /** Every schema by name and version, such as {@code dump.pinned.v1}; sorted. */
  public static List<String> schemas() {
    return EventTypes.all().keySet().stream().map(name -> name + VERSION).toList();
  }

  /**
   * The schema of an event's data as JSON text; empty if there is none of that name.
   *
   * @param name with its version, {@code dump.pinned.v1}
   */
  public static Optional<String> schema(String name) {
    return schemas().contains(name)
        ? Optional.of(read(SCHEMAS + name + ".json"))
        : Optional.empty();
  }

  /** The AsyncAPI 3 document as JSON text. */
  public static String asyncApi() {
    return read(ASYNCAPI);
  }

  private static String read(String file) {
    try (var in = PublishedContract.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
