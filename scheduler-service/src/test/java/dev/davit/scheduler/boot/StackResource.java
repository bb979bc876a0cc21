package dev.davit.scheduler.boot;

import dev.davit.kit.testing.TestKafka;
import dev.davit.kit.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker and a real server for the service, as they would be given in production. */
public final class StackResource implements QuarkusTestResourceLifecycleManager {
  private TestKafka kafka;
  private TestPostgres postgres;

  @Override
  public Map<String, String> start() {
    kafka = TestKafka.start();
    postgres = TestPostgres.start();
    return Map.of(
        "kafka.bootstrap.servers", kafka.bootstrap(),
        "quarkus.datasource.jdbc.url", postgres.jdbcUrl("scheduler"),
        "quarkus.datasource.username", postgres.user(),
        "quarkus.datasource.password", postgres.password(),
        "davit.services.audit", "http://127.0.0.1:1", // nobody is there
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    kafka.close();
    postgres.close();
  }
}
