package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.Broker.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Starts a backup and waits for its outcome. Exit codes: 0 completed and sealed, 1 failed, 2 wrong
 * usage, 3 completed but open, 6 rejected, 124 no outcome in time, 130 cancelled.
 */
public final class Backup {
  private static final OptionalInt GOES_ON = OptionalInt.empty();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<String, byte[]> consumer;
  private final CloudEvent request;
  private String run;

  private Backup(KafkaConsumer<String, byte[]> consumer, CloudEvent request) {
    this.consumer = consumer;
    this.request = request;
  }

  public static void main(String[] arguments) throws Exception {
    var asked = Arguments.parse(arguments);
    int code = 1;
    // No group and nothing committed: nobody else shares this reading.
    var settings = Broker.settings(Map.of("enable.auto.commit", false));
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      listenFromNow(consumer); // before asking: the answer may come at once
      var backup = new Backup(consumer, backupRequested(asked));
      backup.publish(asked.system());
      code = backup.outcome(asked.timeout());
    } catch (KafkaException | ExecutionException e) {
      System.err.println("Kafka: " + e.getMessage());
    }
    System.exit(code);
  }

  /** Reads on from the end of each partition. */
  private static void listenFromNow(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Broker.OUTCOMES).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  private static CloudEvent backupRequested(Arguments asked) throws IOException {
    var data = JSON.createObjectNode().put("system", asked.system()).put("reason", asked.reason());
    var event =
        CloudEventBuilder.v1()
            .withId(UUID.randomUUID().toString())
            .withSource(URI.create(asked.source()))
            .withType("dev.davit.backup.requested.v1")
            .withTime(OffsetDateTime.now())
            .withData("application/json", JSON.writeValueAsBytes(data));
    if (asked.key() != null) {
      event.withExtension("idempotencykey", asked.key());
    }
    String trace = System.getenv("TRACEPARENT");
    if (trace != null) {
      event.withExtension("traceparent", trace);
    }
    return event.build();
  }

  /** Binary mode: attributes as headers {@code ce_…}, the value is the data alone. */
  private void publish(String system) throws IOException, ExecutionException, InterruptedException {
    var settings = Broker.settings(Map.of());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer
          .send(KafkaMessageFactory.createWriter(Broker.REQUESTS, system).writeBinary(request))
          .get();
    }
  }

  private int outcome(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (long left; (left = end - System.nanoTime()) > 0; ) {
      for (var heard : consumer.poll(Duration.ofNanos(left))) {
        var code = Broker.read(heard).map(event -> hear(event, heard)).orElse(GOES_ON);
        if (code.isPresent()) {
          return code.getAsInt();
        }
      }
    }
    String what = run == null ? "request " + request.getId() : "run " + run;
    System.err.println("no outcome in time of " + what + ", which may go on");
    return 124;
  }

  /** The exit code, or empty while there is more to hear. */
  private OptionalInt hear(Event event, ConsumerRecord<?, ?> heard) {
    if (run == null) {
      return answersUs(event) ? answered(event, heard) : GOES_ON;
    }
    return event.text("run").equals(run) ? ended(event) : GOES_ON;
  }

  private boolean answersUs(Event event) {
    return event.text("request").equals(request.getId())
        && event.text("requestSource").equals(request.getSource().toString());
  }

  private OptionalInt answered(Event answer, ConsumerRecord<?, ?> heard) {
    if (answer.type().equals("dev.davit.request.rejected.v1")) {
      System.err.println("rejected: " + text(answer.data().path("problem")));
      return OptionalInt.of(6);
    }
    run = answer.text("run");
    boolean duplicate = answer.type().equals("dev.davit.request.duplicate.v1");
    System.out.println((duplicate ? "duplicate" : "accepted") + ": run " + run);
    if (duplicate) {
      // Its outcome may lie behind us; it is in this partition, since all about one system is.
      consumer.seekToBeginning(List.of(new TopicPartition(heard.topic(), heard.partition())));
    }
    return GOES_ON;
  }

  private static OptionalInt ended(Event event) {
    switch (event.type()) {
      case "dev.davit.backup.completed.v1" -> {
        System.out.println("completed: point " + event.text("point") + " " + event.text("state"));
        return OptionalInt.of(event.text("state").equals("SEALED") ? 0 : 3);
      }
      case "dev.davit.backup.failed.v1" -> {
        System.err.println("failed: " + text(event.data().path("problem")));
        return OptionalInt.of(1);
      }
      case "dev.davit.backup.cancelled.v1" -> {
        System.err.println("cancelled");
        return OptionalInt.of(130);
      }
      default -> {
        return GOES_ON;
      }
    }
  }

  /** Such as {@code DAVIT-1003 system "shop"}. */
  private static String text(JsonNode problem) {
    String details =
        Stream.of("object", "reason")
            .filter(problem::hasNonNull)
            .map(part -> problem.path(part).asText())
            .collect(Collectors.joining(", "));
    return problem.path("code").asText() + " " + details;
  }
}
