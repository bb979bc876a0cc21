package dev.davit.contracts.codec;

import java.util.Map;

/**
 * An event as it lies on the broker.
 *
 * @param headers record headers by name
 * @param body the record's value; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record EncodedEvent(Map<String, byte[]> headers, byte[] body) {
  public EncodedEvent {
    headers = Map.copyOf(headers);
  }
}
