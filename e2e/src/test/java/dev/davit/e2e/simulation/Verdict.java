package dev.davit.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.event.*;
import dev.davit.kit.jdbc.JdbcRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a history that has come to rest kept the invariants of the design. */
final class Verdict {
  private final World world;
  private final Histories histories;

  Verdict(World world) {
    this.world = world;
    this.histories = Histories.of(world.broker);
  }

  void check() {
    nothingIsLeft();
    everyRequestHasOneAnswer();
    histories.exclusive().forEach(this::theRunHasOneEnd);
    pointsAreOfOnePin();
    histories.all(RecoveryStarted.class).forEach(started -> nothingIsMixed(started.run()));
    everyFireHasOneRunOrOneMiss();
  }

  private void nothingIsLeft() {
    for (Node node : world.nodes()) {
      assertThat(node.count("select count(*) from outbox")).as("%s: unsent", node).isZero();
      assertThat(node.count("select count(*) from quarantine")).as("%s: set aside", node).isZero();
      assertThat(
              node.count(
                  """
                  select count(*) from work
                  where system = ? and state in ('waiting', 'ready', 'leased')
                  """,
                  world.system.value()))
          .as("%s: live work", node)
          .isZero();
    }
    assertThat(liveRuns()).isEmpty();
  }

  /** Each with what led to where it stands. */
  private List<String> liveRuns() {
    return world.scheduler.observing.get(tx ->
        JdbcRunner.on(tx)
            .query(
                """
                select r.kind || ' ' || r.id || ': ' || string_agg(h.text, E'\\n  ' order by h.seq)
                from run r join run_history h on h.run = r.id where not r.ended group by r.id, r.kind
                """,
                row -> row.getString(1)));
  }

  /** I3, first half; a request by HTTP whose handler died may have none: its sender knows. */
  private void everyRequestHasOneAnswer() {
    for (var request : world.requests) {
      var answers =
          histories.all(Answer.class).stream()
              .filter(answer -> answer.request().equals(request.id()))
              .toList();
      if (world.published.contains(request.id())) {
        assertThat(answers).as("answers to %s", request).isNotEmpty();
      }
      long accepted = answers.stream().filter(RequestAccepted.class::isInstance).count();
      boolean rejected = answers.stream().anyMatch(RequestRejected.class::isInstance);
      assertThat(accepted).as("accepted: %s", answers).isLessThanOrEqualTo(rejected ? 0 : 1);
    }
  }

  /** I3: exactly one terminal state, and what it says is so. */
  private void theRunHasOneEnd(RunId run) {
    var ends = histories.ends(run);
    assertThat(ends).as("ends of run %s", run).hasSize(1);
    boolean sealed =
        histories.all(RecoveryPointSealed.class).stream().anyMatch(fact -> fact.run().equals(run));
    switch (ends.getFirst()) {
      case BackupCompleted ignored -> assertThat(sealed).as("%s has a point", run).isTrue();
      case BackupCancelled ignored -> assertThat(sealed).as("%s has a point", run).isFalse();
      default -> {}
    }
  }

  /** I10, I4: what a point joins is of one pin, and nobody says two points of one run. */
  private void pointsAreOfOnePin() {
    world
        .audit
        .repository()
        .values()
        .forEach(sealed -> assertThat(sealed.dump().pin()).isEqualTo(sealed.media().pin()));
    assertThat(histories.all(RecoveryPointSealed.class).stream().map(RecoveryPointSealed::run))
        .doesNotHaveDuplicates();
  }

  /** After a recovery either all of the new is there or nothing of it. */
  private void nothingIsMixed(RunId run) {
    Set<RecoveryStep> inEffect = world.target.of(run);
    if (histories.ends(run).getFirst() instanceof RecoveryCompleted) {
      assertThat(inEffect).as("of %s", run).contains(RecoveryStep.DATABASE, RecoveryStep.MEDIA);
    } else if (!world.target.isLeftToPeople(run)) {
      assertThat(inEffect).as("of %s, which failed or was cancelled", run).isEmpty();
    }
  }

  private record Fires(Instant first, Instant last, long number) {}

  /** I2. */
  private void everyFireHasOneRunOrOneMiss() {
    List<Fires> rows =
        world.scheduler.observing.get(tx ->
            JdbcRunner.on(tx)
                .query(
                    "select nominal, last, fires from schedule_fire where system = ? order by 1",
                    row ->
                        new Fires(
                            row.getTimestamp(1).toInstant(),
                            row.getTimestamp(2).toInstant(),
                            row.getLong(3)),
                    world.system.value()));
    var recorded = new ArrayList<Instant>();
    for (Fires row : rows) {
      int before = recorded.size();
      for (Instant at = row.first(); !at.isAfter(row.last()); at = at.plus(world.interval)) {
        recorded.add(at);
      }
      assertThat(row.number()).as("of %s", row).isEqualTo(recorded.size() - before);
    }
    var nominal = new ArrayList<Instant>();
    for (Instant at = World.START.plus(world.interval);
        !at.isAfter(world.clock.instant());
        at = at.plus(world.interval)) {
      nominal.add(at);
    }
    assertThat(recorded).isEqualTo(nominal);
    assertThat(world.scheduler.count("select count(*) from schedule_fire where waiting"))
        .as("fires that wait")
        .isZero();
  }
}
