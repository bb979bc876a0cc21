package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What both programs share: how to reach the broker, and records as CloudEvents. */
final class Broker {
  static final String REQUESTS = "davit.requests.v1";
  static final String OUTCOMES = "davit.scheduler.events.v1";
  static final String POINTS = "davit.audit.events.v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Broker() {}

  /**
   * Settings of Kafka's client: the brokers of $KAFKA, and the properties file of $KAFKA_CONFIG for
   * TLS, SASL and the like.
   */
  static Properties settings(Map<String, ?> own) throws IOException {
    var settings = new Properties();
    String file = System.getenv("KAFKA_CONFIG");
    if (file != null) {
      try (var lines = Files.newBufferedReader(Path.of(file))) {
        settings.load(lines);
      }
    }
    String brokers = System.getenv("KAFKA");
    if (brokers != null) {
      settings.put("bootstrap.servers", brokers);
    }
    if (!settings.containsKey("bootstrap.servers")) {
      System.err.println("no broker: put host:port into KAFKA");
      System.exit(2);
    }
    settings.putAll(own);
    return settings;
  }

  /**
   * What is needed of an event.
   *
   * @param trace its extension traceparent, or null
   */
  record Event(String type, String trace, JsonNode data) {
    String text(String field) {
      return data.path(field).asText();
    }
  }

  /** Whichever the record's mode; empty for what is none of Davit's, which must not stop us. */
  static Optional<Event> read(ConsumerRecord<String, byte[]> heard) {
    try {
      CloudEvent event = KafkaMessageFactory.createReader(heard).toEvent();
      var trace = (String) event.getExtension("traceparent");
      return Optional.of(
          new Event(event.getType(), trace, JSON.readTree(event.getData().toBytes())));
    } catch (IOException | RuntimeException e) {
      System.err.printf(
          "passed over %s %d:%d: %s%n",
          heard.topic(), heard.partition(), heard.offset(), e.getMessage());
      return Optional.empty();
    }
  }
}
