package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.topic.Topic;
import dev.davit.e2e.Davit;
import dev.davit.e2e.Shop;
import dev.davit.e2e.StackTest;
import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients in deploy/examples do what their README says, each in its language. */
class ExamplesTest extends StackTest {
  private static final String SYSTEM = "examples";
  private static final int REJECTED = 6;
  private static final int LATE = 124;

  private Shop shop;

  @BeforeAll
  void protect() throws Exception {
    shop = new Shop(Files.createDirectory(directory.resolve("shop")));
    shop.upload(1, 1);
    succeed(
        "protect",
        shop.url("app"),
        "--name",
        SYSTEM,
        "--references",
        "SELECT path, id FROM uploads");
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
    Files.deleteIfExists(Example.packagesOfNode(directory)); // a link, which JUnit would warn of
  }

  @ParameterizedTest
  @EnumSource
  void aPointIsSealedOnRequestAndHeardOfUntilTheReactionToItHasEndedWell(Example example)
      throws Exception {
    String trace = UUID.randomUUID().toString().replace("-", "");
    String[] watch = watch(example, trace);
    var failing = start(example, "watch", Map.of(), watch);
    Map<String, String> ours = Map.of("TRACEPARENT", "00-" + trace + "-00f067aa0ba902b7-01");

    var told = start(example, "backup", ours, "--key", trace, SYSTEM).await();

    assertThat(told.code()).as(told.toString()).isZero();
    assertThat(told.out()).containsPattern("accepted: run .*\ncompleted: point .* SEALED\n");
    String point = told.out().replaceAll("(?s).*point (\\S+) SEALED.*", "$1");
    var failed = failing.await();
    assertThat(failed.code()).as(failed.toString()).isEqualTo(1);
    assertThat(failed.out()).contains("sealed examples point " + point + " run ");
    var succeeding = start(example, "watch", Map.of(), watch);
    Await.until(
        "the point is heard of again",
        () -> reactions(trace).equals(List.of(point, point)),
        Duration.ofMinutes(1));
    succeeding.process().destroy();
    assertThat(succeeding.await().out()).contains(point);
    assertIsBehind(trace, point);
  }

  /** The reaction to a point of this trace fails the first time. */
  private String[] watch(Example example, String trace) {
    String heard = directory.resolve("heard-" + trace).toString();
    String reaction =
        "case $TRACEPARENT in 00-%s-*) echo $DAVIT_POINT >>%s; test $(wc -l <%s) -gt 1;; esac";
    return new String[] {
      "--group", trace, "--", "sh", "-c", reaction.formatted(trace, heard, heard)
    };
  }

  private List<String> reactions(String trace) throws IOException {
    Path heard = directory.resolve("heard-" + trace);
    return Files.exists(heard) ? Files.readAllLines(heard) : List.of();
  }

  /** The group of this name would not hear of the point again. */
  private void assertIsBehind(String group, String point) throws Exception {
    ConsumerRecord<String, byte[]> sealed = sealed(point);
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      var partition = new TopicPartition(sealed.topic(), sealed.partition());
      assertThat(committed.get(partition).offset()).isGreaterThan(sealed.offset());
    }
  }

  private ConsumerRecord<String, byte[]> sealed(String point) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", stack.kafka()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topic.AUDIT_EVENTS.wireName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (true) {
        for (var read : consumer.poll(Duration.ofSeconds(1))) {
          String text = new String(read.value(), StandardCharsets.UTF_8);
          if (text.contains(".recovery-point.sealed.") && text.contains(point)) {
            return read;
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalSaysWhyAndAnOutcomeThatIsLateIsNone(Example example) throws Exception {
    var refused = start(example, "backup", Map.of(), "exampels").await();
    var late = start(example, "backup", Map.of(), "--timeout", "0", "exampels").await();

    assertThat(refused.code()).as(refused.toString()).isEqualTo(REJECTED);
    assertThat(refused.err())
        .contains("rejected: " + ErrorCode.UNKNOWN_SYSTEM.number(), "exampels");
    assertThat(late.code()).as(late.toString()).isEqualTo(LATE);
    assertThat(late.err()).contains("no outcome in time of request");
  }

  @Test
  void aPointThatStaysOpenIsNoSuccess() throws Exception {
    shop.execute("app", "insert into uploads values (9, '/no/such/upload.png', 'lost')");

    for (var told : eachAsksForTheSame("open")) {
      assertThat(told.code()).as(told.toString()).isEqualTo(3);
      assertThat(told.out()).containsPattern("completed: point .* OPEN");
    }
    shop.execute("app", "delete from uploads where id = 9");
  }

  @Test
  void aBackupThatFailsIsToldWithItsReason() throws Exception {
    Path secret = secret(SYSTEM + ".repository");
    String right = Files.readString(secret);
    Files.writeString(secret, "not the password\n");

    for (var told : eachAsksForTheSame("failing")) {
      assertThat(told.code()).as(told.toString()).isEqualTo(1);
      assertThat(told.err()).contains("failed: " + ErrorCode.WRONG_KEY.number(), SYSTEM);
    }
    Files.writeString(secret, right);
  }

  /** One backup for all: the first starts it, the others hear whose duplicate they are. */
  private List<Davit.Result> eachAsksForTheSame(String key) throws Exception {
    var told = new ArrayList<Davit.Result>();
    for (var example : Example.values()) {
      if (example.isReady()) {
        told.add(start(example, "backup", Map.of(), "--key", key, SYSTEM).await());
        assertThat(told.getLast().out()).contains(told.size() == 1 ? "accepted" : "duplicate");
      }
    }
    assumeFalse(told.isEmpty(), "`./davit test` brings what the examples need");
    return told;
  }

  private Davit.Running start(
      Example example, String program, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<>(example.command(program, directory));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("KAFKA", stack.kafka());
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(directory, program, ".out");
    Path err = Files.createTempFile(directory, program, ".err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Davit.Running(builder.start(), out, err);
  }
}
