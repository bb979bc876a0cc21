package example;

import example.Broker.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reacts to each sealed recovery point: prints a line and, if one is given, runs a command.
 *
 * <p>The command has the point in its environment: DAVIT_SYSTEM, DAVIT_POINT, DAVIT_RUN,
 * DAVIT_SNAPSHOT, and TRACEPARENT. It is not run for points that are stored but open. A point
 * counts as heard once its command has ended well. When one fails, this program ends with code 1,
 * and hears of the same point when it is started again: the command must bear being run twice for
 * one DAVIT_POINT.
 */
public final class Watch {
  private static final String SEALED = "dev.davit.recovery-point.sealed.v1";
  private static final String USAGE = "usage: Watch [--group NAME] [-- COMMAND [ARGUMENT…]]";

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<String> command;

  private Watch(KafkaConsumer<String, byte[]> consumer, List<String> command) {
    this.consumer = consumer;
    this.command = command;
  }

  public static void main(String[] arguments) throws Exception {
    var told = List.of(arguments);
    int own = told.contains("--") ? told.indexOf("--") : told.size();
    if (own != 0 && (own != 2 || !told.get(0).equals("--group"))) {
      System.err.println(USAGE);
      System.exit(2);
    }
    var command = told.subList(Math.min(own + 1, told.size()), told.size());
    var settings = Broker.settings(settings(own == 0 ? "davit-example-watch" : told.get(1)));
    var stopping = new AtomicBoolean();
    var stopped = new CountDownLatch(1);
    int code = 1;
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, stopped)));
      consumer.subscribe(List.of(Broker.POINTS));
      code = new Watch(consumer, command).watch(stopping);
    } catch (KafkaException | IOException e) {
      System.err.println(e);
    } finally {
      stopped.countDown();
    }
    System.exit(code);
  }

  private static Map<String, Object> settings(String group) {
    return Map.of(
        // Who shares the work, and remembers it.
        "group.id",
        group,
        // A new group misses nothing that the topic still holds.
        "auto.offset.reset",
        "earliest",
        "enable.auto.commit",
        false,
        // One command at a time, which may take as long as this.
        "max.poll.records",
        1,
        "max.poll.interval.ms",
        3_600_000,
        "connections.max.idle.ms",
        3_600_000);
  }

  private static void stop(AtomicBoolean stopping, CountDownLatch stopped) {
    stopping.set(true);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int watch(AtomicBoolean stopping) throws IOException, InterruptedException {
    while (!stopping.get()) {
      for (var heard : consumer.poll(Duration.ofSeconds(1))) {
        var event = Broker.read(heard).filter(read -> read.type().equals(SEALED));
        if (event.isPresent() && !react(event.get())) {
          return 1;
        }
        consumer.commitSync(
            Map.of(
                new TopicPartition(heard.topic(), heard.partition()),
                new OffsetAndMetadata(heard.offset() + 1)));
      }
    }
    return 0;
  }

  /** False if it must be heard again. */
  private boolean react(Event point) throws IOException, InterruptedException {
    System.out.printf(
        "%s %s point %s run %s at %s%n",
        point.text("state").toLowerCase(Locale.ROOT),
        point.text("system"),
        point.text("point"),
        point.text("run"),
        point.text("at"));
    if (command.isEmpty() || !point.text("state").equals("SEALED")) {
      return true;
    }
    int code = run(point);
    if (code != 0) {
      System.err.printf(
          "the command ended with %d: point %s will be heard of again%n",
          code, point.text("point"));
    }
    return code == 0;
  }

  private int run(Event point) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).inheritIO();
    for (String name : List.of("system", "point", "run", "snapshot")) {
      builder.environment().put("DAVIT_" + name.toUpperCase(Locale.ROOT), point.text(name));
    }
    if (point.trace() != null) {
      builder.environment().put("TRACEPARENT", point.trace());
    }
    return builder.start().waitFor();
  }
}
