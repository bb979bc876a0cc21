package dev.davit.contracts.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The one JSON form of Davit's records: instants and durations in ISO 8601, nulls left out, error
 * codes by their number. Reading ignores fields it does not know, so that fields can be added;
 * required ones are refused by the records' own constructors; an absent number is 0 and an absent
 * flag false. Thread-safe.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(errorCodes())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private Json() {}

  /** The mapper itself; shared, so never to be reconfigured: take a {@code copy()} for that. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** One line of UTF-8. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line of text. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what this class wrote; {@link UncheckedIOException} if it is something else. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what this class wrote; {@link UncheckedIOException} if it is something else. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimpleModule errorCodes() {
    return new SimpleModule("davit-error-codes")
        .addSerializer(ErrorCode.class, new CodeWriter())
        .addDeserializer(ErrorCode.class, new CodeReader());
  }

  private static final class CodeWriter extends StdSerializer<ErrorCode> {
    private static final long serialVersionUID = 1L;

    CodeWriter() {
      super(ErrorCode.class);
    }

    @Override
    public void serialize(ErrorCode code, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(code.number());
    }
  }

  private static final class CodeReader extends StdDeserializer<ErrorCode> {
    private static final long serialVersionUID = 1L;

    CodeReader() {
      super(ErrorCode.class);
    }

    /** A code that a newer version added reads as an unexpected error, not as a broken event. */
    @Override
    public ErrorCode deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String number = in.getValueAsString();
      return Arrays.stream(ErrorCode.values())
          .filter(code -> code.number().equals(number))
          .findFirst()
          .orElse(ErrorCode.INTERNAL);
    }
  }
}
