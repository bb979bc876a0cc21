package dev.davit.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.codec.JsonProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleSettingsTest {

  @Test
  void whatAnOlderDefinitionLeavesOutHasItsDefault() {
    var read = Json.read("{\"cron\":\"@daily\",\"zone\":\"UTC\"}", ScheduleSettings.class);

    assertThat(read).isEqualTo(ScheduleSettings.of("@daily", "UTC"));
    assertThat(read.overlap()).isEqualTo(Overlap.SKIP);
    assertThat(read.catchUp()).isEqualTo(CatchUp.NEWEST);
    assertThat(read.startingDeadline()).isNull();
    assertThat(read.spread()).isZero();
    assertThat(read.paused()).isFalse();
  }

  @Test
  void everyFieldKeepsItsWordAndComesBack() {
    var settings =
        new ScheduleSettings(
            "@daily",
            "UTC",
            true,
            Overlap.BUFFER_ONE,
            CatchUp.NONE,
            Duration.ofHours(2),
            Duration.ofMinutes(30));

    assertThat(Json.text(settings))
        .contains(
            "\"overlap\":\"buffer-one\"",
            "\"catchUp\":\"none\"",
            "\"startingDeadline\":\"PT2H\"",
            "\"spread\":\"PT30M\"");
    assertThat(Json.read(Json.text(settings), ScheduleSettings.class)).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"overlap\":\"queue\" | field \"overlap\", \"queue\" is not one of skip, buffer-one, cancel-other, allow",
        "\"catchUp\":\"all\" | field \"catchUp\", \"all\" is not one of newest, none",
        "\"spread\":\"15m\" | field \"spread\", it is not a duration such as PT15M",
        "\"spread\":\"PT25H\" | field \"schedule.spread\", PT25H is not in PT0S to PT24H",
        "\"spread\":\"PT-1S\" | field \"schedule.spread\"",
        "\"spread\":\"PT0.5S\" | field \"schedule.spread\"",
        "\"startingDeadline\":\"PT0S\" | field \"schedule.startingDeadline\", PT0S is less than PT1S",
        "\"paused\":\"maybe\" | field \"paused\", it has the wrong type",
      })
  void whatIsWrongIsNamedByItsField(String field, String message) {
    String text = "{\"cron\":\"@daily\",\"zone\":\"UTC\"," + field + "}";

    assertThatThrownBy(() -> Json.mapper().readValue(text, ScheduleSettings.class))
        .isInstanceOfSatisfying(
            JacksonException.class,
            e -> assertThat(JsonProblem.of(e, "definition")).asString().contains(message));
  }
}
