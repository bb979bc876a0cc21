package dev.davit.dump.boot;

import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.testing.malformed.WorkerTrial;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever lies on its topics, the service does what the scheduler orders, and nothing else. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BoundaryTest {
  private static final int RECORDS = 600;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Inject DataSource dataSource;

  private WorkerTrial trial;

  @BeforeEach
  void open() {
    trial =
        new WorkerTrial(
            brokers,
            port,
            dataSource,
            Map.of(Topic.SCHEDULER_EVENTS, "dump-service"),
            Topic.DUMP_EVENTS,
            DumpWorkCancelled.class);
  }

  @Test
  void malformedRecordsAreSetAsideAndStopNothing() throws Exception {
    trial.standsMalformedRecords(RECORDS);
  }

  @Test
  void neitherARequestNorAnOrderByAWrongTopicMakesWork() throws Exception {
    trial.obeysTheSchedulerAlone();
  }

  @Test
  void whatWasSetAsideIsSeenCorrectedReplayedAndDiscarded() throws Exception {
    trial.settlesWhatItSetAside();
  }
}
