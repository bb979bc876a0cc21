package dev.davit.repository.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.pack.BlobId;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Parses a tree blob as it is walked, so that a directory of a million nodes takes the room of its
 * text only. Refuses nodes out of order or of one name: one could hide behind the other.
 */
final class TreeIterator implements Iterator<Node> {
  private static final JsonFactory JSON = new JsonFactory();

  private final BlobId id;
  private JsonParser json;
  private Node next;
  private String last;

  TreeIterator(BlobId id, byte[] blob) {
    this.id = id;
    try {
      json = JSON.createParser(blob);
      if (json.nextToken() != JsonToken.START_OBJECT || !findNodes()) {
        json = null;
      }
      advance();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** An empty tree may have no list at all. */
  private boolean findNodes() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean nodes = json.currentName().equals("nodes");
      if (json.nextToken() == JsonToken.START_ARRAY && nodes) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }

  private void advance() throws IOException {
    next = null;
    if (json == null) {
      return;
    }
    if (json.nextToken() == JsonToken.START_OBJECT) {
      next = NodeJson.read(json);
      if (last != null && FileName.compare(last, next.name()) >= 0) {
        throw new IOException("its nodes are out of order");
      }
      last = next.name();
    } else {
      json.close();
      json = null;
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Node next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Node current = next;
    try {
      advance();
    } catch (IOException e) {
      throw damaged(e);
    }
    return current;
  }

  private DavitException damaged(IOException e) {
    return new DavitException(
        ErrorCode.REPOSITORY_DAMAGED, "tree \"" + id + '"', e.getMessage(), e);
  }
}
