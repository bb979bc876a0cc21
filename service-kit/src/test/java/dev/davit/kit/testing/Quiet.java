package dev.davit.kit.testing;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the parts' own chatter out of test output. Loggers are held: a lost one forgets. */
final class Quiet {
  private static final List<Logger> HELD =
      Map.of(
              "org.testcontainers", Level.OFF,
              "tc", Level.OFF,
              "org.flywaydb", Level.WARNING,
              "org.apache.kafka", Level.SEVERE,
              "kafka", Level.SEVERE,
              "state", Level.SEVERE,
              "org.apache.zookeeper", Level.SEVERE)
          .entrySet()
          .stream()
          .map(entry -> {
            var logger = Logger.getLogger(entry.getKey());
            logger.setLevel(entry.getValue());
            return logger;
          })
          .toList();

  private Quiet() {}

  static void please() {
    if (HELD.isEmpty()) {
      throw new IllegalStateException();
    }
  }
}
