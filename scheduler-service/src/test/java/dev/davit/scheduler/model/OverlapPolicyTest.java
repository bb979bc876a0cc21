package dev.davit.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.scheduler.model.OverlapPolicy.Decision;
import dev.davit.scheduler.model.OverlapPolicy.Live;
import dev.davit.scheduler.model.OverlapPolicy.Skip;
import dev.davit.scheduler.model.OverlapPolicy.Start;
import dev.davit.scheduler.model.OverlapPolicy.Wait;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlapPolicyTest {
  private static final RunId RUN = RunId.random();
  private static final Origin PERSON = new Origin("/davit/rest", null);
  private static final Live SCHEDULED = new Live(BackupRun.begin(RUN), Origin.schedule("due"));
  private static final Live ASKED_FOR = new Live(BackupRun.begin(RUN), PERSON);

  private static Live recovery(RecoveryTarget target, boolean replace) {
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "generic",
            new DatabaseSettings(null, "postgresql://u@h:5432/shop", null, List.of(), null),
            List.of(new MediaRoot("uploads", "/srv/uploads", List.of())),
            List.of(),
            List.of(),
            new RepositorySettings("/r", new SecretRef("env:PASSWORD"), Map.of(), null, null));
    var context = new RecoveryContext(settings, PointId.random(), "5".repeat(64), target, replace);
    return new Live(RecoveryRun.begin(RUN, context), PERSON);
  }

  private static RecoveryTarget target(String home, String url, Map<String, String> media) {
    return new RecoveryTarget(home, url, null, media);
  }

  private static Decision decide(Overlap policy, Live... live) {
    return OverlapPolicy.decide(policy, List.of(live), false);
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void nothingLiveStarts(Overlap policy) {
    assertThat(decide(policy)).isEqualTo(new Start());
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void oneFireAtMostWaits(Overlap policy) {
    assertThat(OverlapPolicy.decide(policy, List.of(SCHEDULED), true)).isInstanceOf(Skip.class);
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void twoBackupsAreNeverLiveTogether(Overlap policy) {
    assertThat(decide(policy, SCHEDULED)).isNotInstanceOf(Start.class);
    assertThat(decide(policy, ASKED_FOR)).isNotInstanceOf(Start.class);
  }

  @Test
  void onlyABackupThatAScheduleBeganIsCancelled() {
    var capturing = new BackupRun.Pinning(RUN).pinned(new Pin(RUN, 1));
    var scheduled = new Live(capturing, Origin.schedule("due"));

    assertThat(decide(Overlap.CANCEL_OTHER, scheduled))
        .isEqualTo(new Wait("backup " + RUN + " is capturing", RUN));
    assertThat(decide(Overlap.CANCEL_OTHER, ASKED_FOR))
        .isEqualTo(new Wait("backup " + RUN + " is pinning", null));
    assertThat(decide(Overlap.CANCEL_OTHER, recovery(null, true)))
        .isEqualTo(new Wait("recovery " + RUN + " is planning", null));
    assertThat(decide(Overlap.BUFFER_ONE, scheduled))
        .isEqualTo(new Wait("backup " + RUN + " is capturing", null));
    assertThat(decide(Overlap.SKIP, scheduled))
        .isEqualTo(new Skip("backup " + RUN + " is capturing"));
  }

  @Test
  void allowStartsBesideARecoveryThatTouchesNothingOfTheSystem() {
    var home = recovery(target("/srv/again", null, Map.of()), false);
    var url = recovery(target(null, "postgresql://u@other:5432/again", Map.of()), false);
    var media =
        recovery(
            target(null, "postgresql://u@other:5432/again", Map.of("uploads", "/srv/again")),
            false);

    assertThat(decide(Overlap.ALLOW, home)).isEqualTo(new Start());
    assertThat(decide(Overlap.ALLOW, url)).isEqualTo(new Start());
    assertThat(decide(Overlap.ALLOW, media)).isEqualTo(new Start());
    assertThat(decide(Overlap.ALLOW, url, SCHEDULED)).isInstanceOf(Skip.class);
  }

  @Test
  void allowNeverStartsBesideARecoveryThatMayTouchWhatABackupReads() {
    var url = "postgresql://u@other:5432/again";
    assertThat(
            List.of(
                recovery(null, false),
                recovery(null, true),
                recovery(target(null, "postgresql://u@h:5432/shop", Map.of()), false),
                recovery(target(null, null, Map.of("uploads", "/srv/again")), false),
                recovery(target(null, url, Map.of("uploads", "/srv/uploads")), false),
                recovery(target(null, url, Map.of()), true)))
        .allSatisfy(live -> assertThat(decide(Overlap.ALLOW, live)).isInstanceOf(Skip.class));
  }
}
