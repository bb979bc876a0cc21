package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.SystemDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of one batch are answered as if they had come one by one. */
class BackupRequestsTest {
  private final Ground ground = Ground.ready();

  private List<Answer> ask(Envelope... requests) {
    ground.forgetWhatWasSaid();
    ground.transactions.run(tx -> ground.hearing.requests().handleAll(List.of(requests), tx));
    return ground.said(Answer.class);
  }

  private Envelope request(String id, String system, String key) {
    var wish = new BackupRequested(new SystemId(system), null);
    return new Envelope(id, "/test", ground.clock.instant(), wish, null, null, null, key, Map.of());
  }

  private Envelope request(String id) {
    return request(id, "shop", null);
  }

  @Test
  void ofTwoForOneSystemTheSecondIsRejected() {
    var answers = ask(request("1"), request("2"));

    assertThat(answers.get(0)).isInstanceOf(RequestAccepted.class);
    assertThat(answers.get(1))
        .isInstanceOfSatisfying(
            RequestRejected.class,
            rejected -> assertThat(rejected.problem().code()).isEqualTo(ErrorCode.RUN_OVERLAPS));
    assertThat(ground.said(BackupStarted.class)).hasSize(1);
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void theSameKeyInOneBatchIsADuplicateAndLaterAsWell() {
    var together = ask(request("1", "shop", "nightly"), request("2", "shop", "nightly"));
    var accepted = (RequestAccepted) together.getFirst();

    assertThat(together.get(1))
        .isEqualTo(new RequestDuplicate(ground.system, "2", "/test", accepted.run()));
    assertThat(ask(request("3", "shop", "nightly")))
        .containsExactly(new RequestDuplicate(ground.system, "3", "/test", accepted.run()));
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void whatIsRejectedKeepsNothingFromBeginning() {
    var other = new SystemId("other");
    ground.systems.put(
        new SystemDefinition(
            other, Ground.settings(), null, Ground.KEEP_ALL, null, List.of("/elsewhere")));

    var answers = ask(request("1", "nowhere", null), request("2", "other", null), request("3"));

    assertThat(answers)
        .filteredOn(RequestRejected.class::isInstance)
        .extracting(answer -> ((RequestRejected) answer).problem().code())
        .containsExactly(ErrorCode.UNKNOWN_SYSTEM, ErrorCode.NOT_PERMITTED);
    assertThat(answers.getLast()).isInstanceOf(RequestAccepted.class);
    assertThat(ground.count("request")).isEqualTo(3);
    assertThat(ground.count("seen_event")).isEqualTo(3);
  }

  @Test
  void theOrderNamesTheNewestPointAndIsSaidBeforeTheAnswer() {
    var point = ground.backedUp(PointState.SEALED);

    ask(request("1"));

    assertThat(ground.said()).hasSize(2);
    assertThat(ground.said().getFirst())
        .isInstanceOfSatisfying(
            BackupStarted.class, order -> assertThat(order.parent().point()).isEqualTo(point));
    assertThat(ground.said().getLast()).isInstanceOf(RequestAccepted.class);
    assertThat(ground.history(((RequestAccepted) ground.said().getLast()).run())).hasSize(1);
  }
}
