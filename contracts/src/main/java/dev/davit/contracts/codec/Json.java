package dev.davit.contracts.codec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.settings.SystemDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The one JSON form of Davit's records: instants and durations in ISO 8601, nulls left out, error
 * codes by their number. Reading ignores fields it does not know, so that fields can be added;
 * required ones are refused by the records' own constructors; an absent number is 0 and an absent
 * flag false. What has another type than its schema says is refused, never turned into it.
 * Thread-safe.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(errorCodes())
          .addModule(JsonTexts.module())
          .addMixIn(Problem.class, ProblemForm.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(LogicalType.Textual, Json::textsAreTexts)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private static final ObjectMapper WRITTEN =
      MAPPER
          .copy()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(SystemDefinition.class, Shown.class);

  private Json() {}

  /** What the REST interface shows beside a definition, so that it can be sent back as it is. */
  @JsonIgnoreProperties(
      value = {
        "revision",
        "points",
        "lastPointAt",
        "lastPointAgeSeconds",
        "rpo",
        "rto",
        "lastBackupSeconds",
        "lastRecoverySeconds"
      })
  private interface Shown {}

  private static void textsAreTexts(MutableCoercionConfig config) {
    for (var shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      config.setCoercion(shape, CoercionAction.Fail);
    }
  }

  /** The mapper itself; shared, so never to be reconfigured: take a {@code copy()} for that. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * For what people write: a field that there is not is refused, because a misspelt one would
   * quietly do nothing. Shared, as {@link #mapper}.
   */
  public static ObjectMapper writtenByPeople() {
    return WRITTEN;
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

  /**
   * Refuses a value of which a text holds what no table and no UTF-8 can: a zero, half a character.
   *
   * @param object what it is, for the message
   * @throws DavitException INVALID_REQUEST
   */
  public static void requireStorable(String object, Object value) {
    try {
      StrictJson.read(text(value));
    } catch (StrictJson.Unreadable e) {
      throw new DavitException(ErrorCode.INVALID_REQUEST, object, e.getMessage());
    }
  }

  private static SimpleModule errorCodes() {
    return new SimpleModule("davit-error-codes").addSerializer(ErrorCode.class, new CodeWriter());
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
}
