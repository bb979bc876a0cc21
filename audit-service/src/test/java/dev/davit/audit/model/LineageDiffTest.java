package dev.davit.audit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.point.TableVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageDiffTest {
  @Test
  void newRowsAloneAreNoChange() {
    assertThat(
            LineageDiff.between(
                List.of(table("docs", "1", 1, "id: Int")),
                List.of(table("docs", "1", 9, "id: Int"))))
        .isEmpty();
  }

  @Test
  void everyKindOfChangeHasItsLine() {
    var before =
        List.of(
            table("docs", "1", 5, "id: Int", "body: String"),
            table("old", "2", 1),
            table("moved", "3", 1));
    var after =
        List.of(
            table("docs", "1", 4, "id: Int", "title: String"),
            table("renamed", "3", 1),
            table("new", "4", 1, "a: Int"));
    assertThat(LineageDiff.between(before, after))
        .containsExactlyInAnyOrder(
            "table \"docs\" column added: title: String",
            "table \"docs\" column removed: body: String",
            "table \"docs\" reverted from version 5 to 4",
            "table \"renamed\" was called \"moved\"",
            "table \"new\" created, 1 columns",
            "table \"old\" dropped");
  }

  private static TableVersion table(String name, String id, long version, String... columns) {
    return new TableVersion(
        "shop", name, id, "table", null, version, 1, Instant.EPOCH, List.of(columns));
  }
}
