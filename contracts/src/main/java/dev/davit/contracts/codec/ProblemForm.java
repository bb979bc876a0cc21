package dev.davit.contracts.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;

/** The JSON form of a problem: it says in words, too, what its code stands for. */
abstract class ProblemForm {
  @JsonCreator
  static Problem written(
      @JsonProperty("code") ErrorCode code,
      @JsonProperty("object") String object,
      @JsonProperty("reason") String reason,
      @JsonProperty("meaning") String meaning,
      @JsonProperty("remedy") String remedy) {
    throw new UnsupportedOperationException("stands for the method of the same name");
  }

  @JsonProperty
  @JsonPropertyDescription("what the code means")
  abstract String meaning();

  @JsonProperty
  @JsonPropertyDescription("what to do about it")
  abstract String remedy();
}
