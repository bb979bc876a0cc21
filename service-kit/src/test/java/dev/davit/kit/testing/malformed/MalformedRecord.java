package dev.davit.kit.testing.malformed;

import dev.davit.contracts.codec.Header;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.topic.Topic;
import java.util.List;

/**
 * A record that something is wrong with.
 *
 * @param what is wrong with it, for messages
 * @param topic that it is put on
 * @param key null: none
 * @param value null: none
 * @param code with which it must be set aside; null: it may be an event all the same
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record MalformedRecord(
    String what, Topic topic, byte[] key, List<Header> headers, byte[] value, ErrorCode code) {
  public MalformedRecord {
    headers = List.copyOf(headers);
  }

  MalformedRecord on(Topic other) {
    return new MalformedRecord(what, other, key, headers, value, code);
  }
}
