package dev.davit.contracts.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON that others wrote: UTF-8 to the last byte, each name of an object once, one document, no
 * depth or number without end, and no character that a table cannot hold.
 */
final class StrictJson {
  private static final int DEPTH = 64;
  private static final int DIGITS = 100;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(DIGITS)
                          .maxStringLength(2 * EventCodec.MAX_BYTES)
                          .maxNameLength(EventCodec.MAX_ATTRIBUTE_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** What is wrong with a document; its message is for people. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  static JsonNode read(byte[] bytes) throws Unreadable {
    return read(Utf8.text(bytes).orElseThrow(() -> new Unreadable("it is not UTF-8")));
  }

  static JsonNode read(String text) throws Unreadable {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (root == null || root.isMissingNode()) {
        throw new Unreadable("it is empty");
      }
      requireStorable(root);
      return root;
    } catch (StreamConstraintsException e) {
      throw new Unreadable(
          "it is nested more than " + DEPTH + " deep, or a name or number in it has no end");
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage();
      throw new Unreadable(message == null ? "it is not JSON" : "it is not JSON: " + message);
    }
  }

  private static void requireStorable(JsonNode node) throws Unreadable {
    if (node.isTextual()) {
      requireStorable(node.textValue());
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        requireStorable(element);
      }
    } else {
      for (var field : node.properties()) {
        requireStorable(field.getKey());
        requireStorable(field.getValue());
      }
    }
  }

  private static void requireStorable(String text) throws Unreadable {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          i++; // the second half of a pair
          continue;
        }
        throw new Unreadable("a text in it holds U+%04X, which is no character".formatted((int) c));
      }
    }
  }
}
