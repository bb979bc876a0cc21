package dev.davit.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.point.PointState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackupRunTest {
  private static final RunId ID = RunId.random();
  private static final Pin FIRST = new Pin(ID, 1);
  private static final Pin SECOND = new Pin(ID, 2);
  private static final PointId POINT = PointId.random();
  private static final Problem WHY = new Problem(ErrorCode.DISK_FULL, "disk", null);

  private final BackupRun.Pinning pinning = new BackupRun.Pinning(ID);
  private final BackupRun.Capturing capturing = pinning.pinned(FIRST);
  private final BackupRun.Sealing sealing = new BackupRun.Sealing(ID, FIRST);

  @Test
  void bothPartsOfOnePinInAnyOrderAreSealed() {
    for (var order :
        List.of(List.of(Service.DUMP, Service.MEDIA), List.of(Service.MEDIA, Service.DUMP))) {
      var one = capturing.stored(order.getFirst(), FIRST);
      assertThat(one).isEqualTo(new BackupRun.Capturing(ID, FIRST, Set.of(order.getFirst())));
      assertThat(((BackupRun.Capturing) one).stored(order.getLast(), FIRST)).isEqualTo(sealing);
    }
  }

  @Test
  void theSamePartTwiceIsOne() {
    var one = (BackupRun.Capturing) capturing.stored(Service.DUMP, FIRST);

    assertThat(one.stored(Service.DUMP, FIRST)).isSameAs(one);
  }

  @Test
  void aHigherPinBeginsAnewAndALowerOneIsOldNews() {
    var stored = (BackupRun.Capturing) capturing.stored(Service.MEDIA, FIRST);

    var anew = stored.pinned(SECOND);
    assertThat(anew).isEqualTo(new BackupRun.Capturing(ID, SECOND, Set.of()));
    assertThat(anew.pinned(FIRST)).isSameAs(anew);
    assertThat(anew.pinned(SECOND)).isSameAs(anew);
    assertThat(anew.stored(Service.MEDIA, FIRST)).isSameAs(anew);
    assertThat(sealing.pinned(SECOND)).isEqualTo(anew);
    assertThat(sealing.pinned(FIRST)).isSameAs(sealing);
  }

  @Test
  void aPartOfAHigherPinThatComesBeforeItsPinCounts() {
    assertThat(sealing.stored(Service.MEDIA, SECOND))
        .isEqualTo(new BackupRun.Capturing(ID, SECOND, Set.of(Service.MEDIA)));
    assertThat(sealing.stored(Service.MEDIA, FIRST)).isSameAs(sealing);
  }

  @Test
  void theSealWinsFromEveryLiveState() {
    var completed = new BackupRun.Completed(ID, POINT, PointState.OPEN);
    for (BackupRun.Live live :
        List.of(pinning, capturing, sealing, (BackupRun.Live) sealing.cancel())) {
      assertThat(live.sealed(POINT, PointState.OPEN)).isEqualTo(completed);
      assertThat(live.ended()).isFalse();
      assertThat(live.problem()).isNull();
    }
    assertThat(completed.ended()).isTrue();
  }

  @Test
  void everyLiveStateFailsWithItsProblem() {
    for (BackupRun.Live live : List.of(pinning, capturing, sealing)) {
      assertThat(live.fail(WHY)).isEqualTo(new BackupRun.Failed(ID, WHY));
    }
    assertThat(new BackupRun.Failed(ID, WHY).ended()).isTrue();
    assertThat(new BackupRun.Failed(ID, WHY).problem()).isEqualTo(WHY);
  }

  @Test
  void aCancellationWaitsForExactlyThoseThatStillWork() {
    var oneStored = (BackupRun.Capturing) capturing.stored(Service.DUMP, FIRST);

    assertThat(pinning.cancel()).isEqualTo(cancelling(Service.values()));
    assertThat(capturing.cancel()).isEqualTo(cancelling(Service.values()));
    assertThat(oneStored.cancel()).isEqualTo(cancelling(Service.MEDIA, Service.AUDIT));
    assertThat(sealing.cancel()).isEqualTo(cancelling(Service.AUDIT));
  }

  @Test
  void theLastServiceThatEndsEndsTheRun() {
    BackupRun run = pinning.cancel();
    run = ((BackupRun.Cancelling) run).ended(Service.MEDIA);
    assertThat(((BackupRun.Cancelling) run).ended(Service.MEDIA)).isSameAs(run);
    run = ((BackupRun.Cancelling) run).ended(Service.AUDIT);
    assertThat(run.ended()).isFalse();
    run = ((BackupRun.Cancelling) run).ended(Service.DUMP);

    assertThat(run).isEqualTo(new BackupRun.Cancelled(ID));
    assertThat(run.ended()).isTrue();
  }

  private static BackupRun.Cancelling cancelling(Service... working) {
    return new BackupRun.Cancelling(ID, Set.of(working));
  }
}
