package dev.davit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference keeps pace with the code. */
class ReadmeTest {
  private final String readme = Files.readString(Path.of("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void everyEventAndTopicIsListed() {
    assertThat(EventTypes.all().keySet())
        .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    assertThat(Topic.values()).allSatisfy(topic -> assertThat(readme).contains(topic.wireName()));
  }

  @Test
  void theSampleRequestIsOne() {
    var sample = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(sample.find()).isTrue();
    var read =
        EventCodec.decode(
            Map.of("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8)),
            sample.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(read.event())
        .isEqualTo(new BackupRequested(new SystemId("shop"), "before the upgrade"));
  }

  @Test
  void errorNumbersAreUniqueAndWellFormed() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number))
        .doesNotHaveDuplicates()
        .allMatch(number -> number.matches("DAVIT-[1-69]\\d{3}"));
  }
}
