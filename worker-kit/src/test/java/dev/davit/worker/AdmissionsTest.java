package dev.davit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.settings.BlackoutWindow;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.settings.WorkLimits;
import dev.davit.kit.work.Admission;
import dev.davit.kit.work.Admission.Share;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
  private static final String SERVER = Admissions.server("db:5432");
  private static final BlackoutWindow DAY =
      new BlackoutWindow(List.of(), LocalTime.of(8, 0), LocalTime.of(18, 0), "UTC");

  private static SystemSettings settings(String location, WorkLimits limits) {
    return new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "generic",
            new DatabaseSettings(null, "postgresql://u@db:5432/shop", null, List.of(), null),
            List.of(),
            List.of(),
            List.of(),
            new RepositorySettings(location, new SecretRef("env:PW"), Map.of(), null, null))
        .with(limits);
  }

  private final SystemSettings settings =
      settings("/backup/", new WorkLimits(7, 1, 2, List.of(DAY)));

  @Test
  void aCaptureKeepsAllThatItsOwnerSet() {
    assertThat(Admissions.capture(settings, SERVER))
        .isEqualTo(
            new Admission(
                7,
                List.of(new Share("repository \"/backup\"", 2), new Share(SERVER, 1)),
                List.of(DAY)));
  }

  @Test
  void whatGoesOnWithABackupWaitsForNoBlackout() {
    assertThat(Admissions.goingOn(settings))
        .isEqualTo(new Admission(7, List.of(new Share("repository \"/backup\"", 2)), List.of()));
  }

  @Test
  void aRecoveryGoesFirstAndWaitsForNothingButCounts() {
    Admission recovery = Admissions.recovery(settings, SERVER);
    assertThat(recovery.priority()).isGreaterThan(Admissions.capture(settings, null).priority());
    assertThat(recovery.shares())
        .containsExactly(new Share("repository \"/backup\"", null), new Share(SERVER, null));
    assertThat(recovery.blackouts()).isEmpty();
  }

  @Test
  void retentionGoesLast() {
    assertThat(Admissions.retention(settings).priority())
        .isLessThan(
            Admissions.capture(settings("/b", new WorkLimits(-100, null, null, null)), null)
                .priority());
  }

  @Test
  void aRepositoryHasOneNameHoweverItIsWritten() {
    var other = settings("/backup", WorkLimits.NONE);
    assertThat(Admissions.goingOn(other).shares().getFirst().resource())
        .isEqualTo(Admissions.goingOn(settings).shares().getFirst().resource());
  }
}
