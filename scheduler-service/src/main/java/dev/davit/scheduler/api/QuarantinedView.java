package dev.davit.scheduler.api;

import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.inbox.QuarantineStore.Quarantined;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record that was set aside.
 *
 * @param state {@code waiting}, {@code replayed} or {@code discarded}
 * @param headers with {@code text} or {@code base64}, the record as it came: only when one is asked
 *     for; text where the bytes are UTF-8
 */
public record QuarantinedView(
    String id,
    String state,
    String code,
    String reason,
    Instant at,
    Instant settledAt,
    String settledBy,
    Map<String, String> headers,
    String text,
    byte[] base64) {

  static QuarantinedView of(Quarantined record) {
    return of(record, null, null, null);
  }

  static QuarantinedView of(Quarantine.Details details) {
    var headers = new TreeMap<String, String>();
    details
        .original()
        .headers()
        .forEach((name, value) ->
            headers.put(name, value == null ? null : new String(value, StandardCharsets.UTF_8)));
    byte[] value = details.original().value();
    String text = text(value);
    return of(details.record(), headers, text, text == null ? value : null);
  }

  private static QuarantinedView of(
      Quarantined record, Map<String, String> headers, String text, byte[] base64) {
    return new QuarantinedView(
        record.id().toString(),
        record.outcome() == null ? "waiting" : record.outcome().name().toLowerCase(Locale.ROOT),
        record.code(),
        record.reason(),
        record.at(),
        record.settled(),
        record.by(),
        headers,
        text,
        base64);
  }

  /** Null if it is no text. */
  private static String text(byte[] value) {
    if (value == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
