package dev.davit.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private final Drain drain = new Drain();

  private void register(String name) {
    drain.register(name, Duration.ofSeconds(10), (AutoCloseable) () -> stopped.add(name));
  }

  @Test
  void firstRegisteredIsLastStopped() {
    register("database");
    register("relay");
    register("worker");
    assertThat(drain.stopAll()).isEmpty();
    assertThat(stopped).containsExactly("worker", "relay", "database");
  }

  @Test
  void closingTwiceStopsOnce() {
    register("worker");
    drain.close();
    drain.close();
    assertThat(stopped).containsExactly("worker");
  }

  @Test
  void whatDoesNotStopIsNamedAndHoldsUpNobody() throws Exception {
    var never = new CountDownLatch(1);
    register("database");
    drain.register("stuck", Duration.ofMillis(50), (AutoCloseable) never::await);
    drain.register(
        "broken",
        Duration.ofSeconds(10),
        (AutoCloseable)
            () -> {
              throw new IllegalStateException();
            });
    assertThat(drain.stopAll()).containsExactly("broken", "stuck");
    assertThat(stopped).containsExactly("database");
    never.countDown();
  }
}
