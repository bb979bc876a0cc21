package dev.davit.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class BlackoutOptionTest {
  @Test
  void daysTimesAndZoneAreRead() {
    var window = BlackoutOption.parse("mon-wed,Sat 08:00-18:30 Europe/Berlin");
    assertThat(window.days())
        .containsExactly(
            DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SATURDAY);
    assertThat(window.from()).isEqualTo(LocalTime.of(8, 0));
    assertThat(window.to()).isEqualTo(LocalTime.of(18, 30));
    assertThat(window.zone()).isEqualTo("Europe/Berlin");
  }

  @Test
  void withoutDaysItIsEveryDayAndWithoutAZoneThatOfTheMachine() {
    var window = BlackoutOption.parse("22:00-04:00");
    assertThat(window.days()).isEmpty();
    assertThat(window.zone()).isEqualTo(ZoneId.systemDefault().getId());
  }

  @Test
  void aRangeMayRunOverTheEndOfTheWeek() {
    assertThat(BlackoutOption.parse("sat-mon 08:00-09:00").days())
        .containsExactly(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY);
  }

  @Test
  void anythingElseIsRefusedWithWhatIsWrong() {
    assertRefused("at night", "write it like");
    assertRefused("08:00-25:00", "25:00");
    assertRefused("mo-fr 08:00-18:00", "\"mo\" is no day");
    assertRefused("mon-tue-wed 08:00-18:00", "no range of days");
    assertRefused("08:00-18:00 Nowhere/City", "Nowhere/City");
  }

  private static void assertRefused(String option, String because) {
    assertThatThrownBy(() -> BlackoutOption.parse(option))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining(because);
  }
}
