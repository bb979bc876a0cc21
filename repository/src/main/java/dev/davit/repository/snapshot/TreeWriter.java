package dev.davit.repository.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes the blob of one directory, node by node in the order of their names. For one thread. */
public final class TreeWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
  private final JsonGenerator json;
  private String last;

  public TreeWriter() {
    try {
      json = JSON.createGenerator(out);
      json.writeStartObject();
      json.writeArrayFieldStart("nodes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException unless its name follows the one before
   */
  public void add(Node node) {
    if (last != null && FileName.compare(last, node.name()) >= 0) {
      throw new IllegalArgumentException("nodes out of order: " + last + ", " + node.name());
    }
    last = node.name();
    try {
      NodeJson.write(json, node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blob's bytes; the writer is not used again. */
  public byte[] finish() {
    try {
      json.writeEndArray();
      json.writeEndObject();
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.write('\n');
    return out.toByteArray();
  }
}
