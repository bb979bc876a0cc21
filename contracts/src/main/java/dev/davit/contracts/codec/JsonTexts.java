package dev.davit.contracts.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what is a text of a certain form by its schema, and from nothing else. */
final class JsonTexts {
  private static final Pattern NUMBER = Pattern.compile("DAVIT-\\d{4}");

  private JsonTexts() {}

  static SimpleModule module() {
    return new SimpleModule("davit-texts")
        .addDeserializer(
            Instant.class, new Reader<>(Instant.class, "an RFC 3339 time", Rfc3339::read))
        .addDeserializer(
            Duration.class,
            new Reader<>(Duration.class, "a duration such as PT15M or P1D", JsonTexts::duration))
        .addDeserializer(
            ErrorCode.class, new Reader<>(ErrorCode.class, "an error number", JsonTexts::code));
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** A code that a newer version added reads as an unexpected error, not as a broken event. */
  private static Optional<ErrorCode> code(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.number().equals(text))
        .findFirst()
        .or(() -> Optional.of(ErrorCode.INTERNAL));
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final String form;
    private final transient Function<String, Optional<T>> reading;

    Reader(Class<T> type, String form, Function<String, Optional<T>> reading) {
      super(type);
      this.form = form;
      this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        return handledType().cast(context.handleUnexpectedToken(handledType(), in));
      }
      String text = in.getText();
      return reading
          .apply(text)
          .orElseThrow(() -> new IllegalArgumentException("it is not " + form));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<T> handledType() {
      return (Class<T>) super.handledType();
    }
  }
}
