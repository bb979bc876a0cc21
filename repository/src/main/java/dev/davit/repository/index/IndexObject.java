package dev.davit.repository.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The JSON of one index object: packs with their blobs. */
public final class IndexObject {
  /** restic's own limit; keeps each object quick to read. */
  public static final int MOST_BLOBS = 50_000;

  private static final JsonFactory JSON = new JsonFactory();

  private IndexObject() {}

  public static byte[] write(Map<BlobId, List<Blob>> packs) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("packs");
      for (var pack : packs.entrySet()) {
        json.writeStartObject();
        json.writeStringField("id", pack.getKey().toString());
        json.writeArrayFieldStart("blobs");
        for (Blob blob : pack.getValue()) {
          write(json, blob);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Blob blob) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", blob.id().toString());
    json.writeStringField("type", blob.type().word());
    json.writeNumberField("offset", blob.offset());
    json.writeNumberField("length", blob.length());
    if (blob.uncompressedLength() > 0) {
      json.writeNumberField("uncompressed_length", blob.uncompressedLength());
    }
    json.writeEndObject();
  }

  /**
   * Hands over each pack.
   *
   * @throws IOException if it is not an index
   */
  public static void read(byte[] bytes, BiConsumer<BlobId, List<Blob>> each) throws IOException {
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("packs") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            readPack(json, each);
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  private static void readPack(JsonParser json, BiConsumer<BlobId, List<Blob>> each)
      throws IOException {
    BlobId pack = null;
    List<Blob> blobs = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("id")) {
        pack = BlobId.parse(json.getText());
      } else if (field.equals("blobs") && value == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          blobs.add(readBlob(json));
        }
      } else {
        json.skipChildren();
      }
    }
    if (pack == null) {
      throw new IOException("a pack without id");
    }
    each.accept(pack, blobs);
  }

  private static Blob readBlob(JsonParser json) throws IOException {
    BlobId id = null;
    BlobType type = null;
    long offset = -1;
    int length = -1;
    int uncompressed = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = BlobId.parse(json.getText());
        case "type" -> type = BlobType.of(json.getText());
        case "offset" -> offset = json.getLongValue();
        case "length" -> length = json.getIntValue();
        case "uncompressed_length" -> uncompressed = json.getIntValue();
        default -> json.skipChildren();
      }
    }
    if (id == null || type == null || offset < 0 || length < 0 || uncompressed < 0) {
      throw new IOException("a blob without id, type or place");
    }
    return new Blob(id, type, offset, length, uncompressed);
  }
}
