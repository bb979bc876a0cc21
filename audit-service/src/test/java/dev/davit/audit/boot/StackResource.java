package dev.davit.audit.boot;

import dev.davit.audit.Ground;
import dev.davit.kit.testing.TestKafka;
import dev.davit.kit.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real broker, a real server and a key for the service, as they would be given in production. */
public final class StackResource implements QuarkusTestResourceLifecycleManager {
  private TestKafka kafka;
  private TestPostgres postgres;
  private Path keys;

  @Override
  public Map<String, String> start() {
    kafka = TestKafka.start();
    postgres = TestPostgres.start();
    try {
      keys = Files.createTempDirectory("davit-test-keys");
      Ground.writeKeys(keys);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "kafka.bootstrap.servers", kafka.bootstrap(),
        "quarkus.datasource.jdbc.url", postgres.jdbcUrl("audit"),
        "quarkus.datasource.username", postgres.user(),
        "quarkus.datasource.password", postgres.password(),
        "quarkus.http.test-port", "0",
        "davit.signing-key", keys.resolve("signing.key").toString(),
        "davit.checkpoint-interval", "PT1S");
  }

  @Override
  public void stop() {
    kafka.close();
    postgres.close();
    try {
      Files.deleteIfExists(keys.resolve("signing.key"));
      Files.deleteIfExists(keys.resolve("signing.pub"));
      Files.deleteIfExists(keys);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
