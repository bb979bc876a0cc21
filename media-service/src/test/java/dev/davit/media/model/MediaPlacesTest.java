package dev.davit.media.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.PointId;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaPlacesTest {
  private static final Map<String, String> ROOTS =
      Map.of("media", "/home/pxt/media", "other", "/srv/other");

  @Test
  void everythingGoesBackToWhereItWas() {
    var places = places(RecoveryTarget.original());

    assertThat(places.roots()).isEqualTo(ROOTS);
    assertThat(places.leftOut()).isEmpty();
    assertThat(places.external("/data/x.jpg")).contains("/data/x.jpg");
  }

  @Test
  void whatWasInTheHomeMovesAlongAndTheRestIsLeftOutIfAsked() {
    var places = places(new RecoveryTarget("/drill/pxt", null, null, Map.of("other", "none")));

    assertThat(places.roots()).isEqualTo(Map.of("media", "/drill/pxt/media"));
    assertThat(places.leftOut()).containsExactly("other");
    assertThat(places.external("/home/pxt/tmp/x.jpg")).contains("/drill/pxt/tmp/x.jpg");
    assertThat(places.external("/data/x.jpg")).isEmpty();
    assertThat(places.external("/home/pxt2/x.jpg")).isEmpty();
  }

  @Test
  void aRootWithoutAPlaceIsRefused() {
    for (var target :
        List.of(
            new RecoveryTarget("/drill/pxt", null, null, Map.of()),
            new RecoveryTarget(null, "postgresql://h/d", null, Map.of("media", "/big/media")))) {
      assertThatThrownBy(() -> places(target))
          .hasMessageContaining("DAVIT-1002")
          .hasMessageContaining("\"other\"")
          .hasMessageContaining("media=other=none");
    }
  }

  @Test
  void aNamedRootGoesItsOwnWay() {
    var target =
        new RecoveryTarget("/drill/pxt", null, null, Map.of("media", "/big/media/", "other", "/o"));

    assertThat(places(target).roots()).isEqualTo(Map.of("media", "/big/media", "other", "/o"));
  }

  @Test
  void namingTheCapturedHomeIsTheSamePlace() {
    var places = places(new RecoveryTarget("/home/pxt", null, null, Map.of("other", "none")));

    assertThat(places.roots()).isEqualTo(Map.of("media", "/home/pxt/media"));
    assertThat(places.external("/home/pxt/tmp/x.jpg")).contains("/home/pxt/tmp/x.jpg");
    assertThat(places.external("/data/x.jpg")).isEmpty();
  }

  @Test
  void aRootNamedWithItsOldPlaceStaysWhenTheHomeMoves() {
    var target =
        new RecoveryTarget(
            "/drill/pxt", null, null, Map.of("media", "/home/pxt/media", "other", "none"));

    assertThat(places(target).roots()).isEqualTo(Map.of("media", "/home/pxt/media"));
    assertThat(places(target).external("/home/pxt/media/x.jpg")).contains("/home/pxt/media/x.jpg");
    assertThat(places(target).external("/home/pxt/tmp/x.jpg")).contains("/drill/pxt/tmp/x.jpg");
  }

  @Test
  void aPlaceForARootThatIsNotThereIsRefused() {
    var target = new RecoveryTarget(null, null, null, Map.of("medai", "/big/media"));

    assertThatThrownBy(() -> places(target))
        .hasMessageContaining("DAVIT-1002")
        .hasMessageContaining("\"medai\"")
        .hasMessageContaining("media, other");
  }

  @Test
  void rootsMayNotGoIntoOneAnother() {
    var target = new RecoveryTarget(null, null, null, Map.of("other", "/home/pxt/media/in"));

    assertThatThrownBy(() -> places(target)).hasMessageContaining("DAVIT-1002");
  }

  @Test
  void aRelativePlaceIsRefused() {
    var target = new RecoveryTarget(null, null, null, Map.of("other", "relative"));

    assertThatThrownBy(() -> places(target)).hasMessageContaining("DAVIT-1002");
  }

  private static MediaPlaces places(RecoveryTarget target) {
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "pixeltable",
            new DatabaseSettings("/home/pxt", null, null, List.of(), null),
            List.of(),
            List.of(),
            List.of(),
            new RepositorySettings("/repo", new SecretRef("file:/s"), Map.of(), null, null));
    var point =
        new PointManifest(
            PointManifest.FORMAT,
            "shop",
            "p",
            "r",
            1,
            PointState.SEALED,
            "pixeltable",
            "/home/pxt",
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            List.of(),
            ROOTS,
            Map.of(),
            new ClosureSummary(0, 0, 0, 0, List.of()),
            List.of());
    return MediaPlaces.of(
        point, new RecoveryContext(settings, PointId.random(), "snapshot", target, false));
  }
}
