package dev.davit.audit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.audit.model.MediaLayout.Place;
import dev.davit.contracts.settings.MediaRoot;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaLayoutTest {
  private final MediaLayout layout =
      new MediaLayout(
          List.of(
              new MediaRoot("main", "/srv/media/", List.of()),
              new MediaRoot("inner", "/srv/media/inner", List.of())));

  @Test
  void aFileBelowARootIsThereOrElseAmongTheExternalOnes() {
    assertThat(layout.places("/srv/media/a/b"))
        .containsExactly(
            new Place("media/main", "/srv/media/", "a/b"),
            new Place("media/external", "/", "srv/media/a/b"));
  }

  @Test
  void theInnermostRootComesFirst() {
    assertThat(layout.places("/srv/media/inner/x"))
        .extracting(Place::base)
        .containsExactly("media/inner", "media/main", "media/external");
  }

  @Test
  void aPathThatOnlyBeginsLikeARootIsExternal() {
    assertThat(layout.places("/srv/media2/x"))
        .containsExactly(new Place("media/external", "/", "srv/media2/x"));
  }

  @Test
  void whatIsNoFileOfThisMachineIsNowhere() {
    assertThat(layout.places("relative/x")).isEmpty();
    assertThat(layout.places("/")).isEmpty();
  }
}
