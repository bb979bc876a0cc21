package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.point.PointState;
import dev.davit.scheduler.model.Service;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final Ground ground = Ground.ready();
  private final RunWatch watch = new RunWatch(ground.transactions, SILENCE, ground.clock);

  private void assertSilentFor(Duration expected) {
    assertThat(watch.look()).isEqualTo(Map.of(ground.system, expected));
  }

  @Test
  void silenceIsCountedFromTheLastThatWasHeardOfALiveRun() {
    assertThat(watch.look()).isEmpty();
    RunId run = ground.backup();
    ground.clock.advance(Duration.ofMinutes(20));
    assertSilentFor(Duration.ofMinutes(20));

    ground.hear(ground.pinned(run, 1));
    assertSilentFor(Duration.ZERO);

    ground.clock.advance(Duration.ofMinutes(2));
    ground.hear(new DumpProgressed(ground.system, run, "storing", new Amount(1, null, 1, null)));
    ground.clock.advance(Duration.ofMinutes(1));
    assertSilentFor(Duration.ofMinutes(1));

    ground.hear(ground.sealed(run, PointState.SEALED));
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void aRunSaysWhoseWordItWaitsFor() {
    RunId run = ground.backup();
    assertThat(ground.run(run).run().waitsFor()).containsExactly(Service.DUMP);
    ground.hear(ground.pinned(run, 1));
    assertThat(ground.run(run).run().waitsFor()).containsExactly(Service.DUMP, Service.MEDIA);
    ground.hear(ground.dumped(run, 1));
    assertThat(ground.run(run).run().waitsFor()).containsExactly(Service.MEDIA);
    ground.hear(ground.stored(run, 1));
    assertThat(ground.run(run).run().waitsFor()).containsExactly(Service.AUDIT);
    ground.ask(new CancellationRequested(ground.system, run, null));
    assertThat(ground.run(run).run().waitsFor()).containsExactly(Service.AUDIT);
    ground.hear(ground.sealed(run, PointState.SEALED));
    assertThat(ground.run(run).run().waitsFor()).isEmpty();
  }
}
