package dev.davit.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.inbox.QuarantineStore.Action;
import dev.davit.kit.inbox.QuarantineStore.Quarantined;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A record that was set aside.
 *
 * @param service whose
 * @param state {@code waiting}, {@code replayed} or {@code discarded}
 * @param key with {@code headers}, {@code value} and {@code history} only when one is asked for;
 *     null if it came without one
 * @param value null if it came without one
 */
public record QuarantinedView(
    String id,
    String service,
    String state,
    String code,
    String reason,
    Instant at,
    Instant settledAt,
    String settledBy,
    Bytes key,
    List<Named> headers,
    @JsonUnwrapped Bytes value,
    List<Done> history) {

  /**
   * Bytes that came.
   *
   * @param text where they are UTF-8
   * @param base64 where they are not
   */
  public record Bytes(String text, byte[] base64) {
    static Bytes of(byte[] bytes) {
      if (bytes == null) {
        return null;
      }
      try {
        return new Bytes(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), null);
      } catch (CharacterCodingException e) {
        return new Bytes(null, bytes);
      }
    }
  }

  /** A header; without value, it came as a name alone. */
  public record Named(String name, @JsonUnwrapped Bytes value) {}

  /**
   * What somebody did.
   *
   * @param what {@code refused}, {@code replayed} or {@code discarded}
   * @param why null if nobody said
   * @param corrected what took the record's place; null: nothing
   * @param code with {@code reason}, of what was wrong, if it was refused
   */
  public record Done(
      String what, Instant at, String by, String why, Bytes corrected, String code, String reason) {
    static Done of(Action action) {
      return new Done(
          action.act().name().toLowerCase(Locale.ROOT),
          action.at(),
          action.by(),
          action.why(),
          Bytes.of(action.corrected()),
          action.code(),
          action.reason());
    }
  }

  static QuarantinedView of(String service, Quarantined record) {
    return of(service, record, null, null, null, null);
  }

  static QuarantinedView of(String service, Quarantine.Details details) {
    var original = details.original();
    return of(
        service,
        details.record(),
        Bytes.of(original.key()),
        original.headers().stream()
            .map(header -> new Named(header.name(), Bytes.of(header.value())))
            .toList(),
        Bytes.of(original.value()),
        details.history().stream().map(Done::of).toList());
  }

  private static QuarantinedView of(
      String service,
      Quarantined record,
      Bytes key,
      List<Named> headers,
      Bytes value,
      List<Done> history) {
    return new QuarantinedView(
        record.id().toString(),
        service,
        record.outcome() == null ? "waiting" : record.outcome().name().toLowerCase(Locale.ROOT),
        record.code(),
        record.reason(),
        record.at(),
        record.settled(),
        record.by(),
        key,
        headers,
        value,
        history);
  }
}
