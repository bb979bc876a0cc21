package dev.davit.contracts.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 that is taken at its word: nothing is replaced. */
final class Utf8 {
  private Utf8() {}

  /** Empty if the bytes are anything else, overlong forms and surrogates included. */
  static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** How many bytes a text without lone surrogates takes. */
  static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
