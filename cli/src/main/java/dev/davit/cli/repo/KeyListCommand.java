package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.cli.output.Table;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code davit repo key list}. */
@Command(name = "list", description = "Lists the keys; each has a password of its own.")
final class KeyListCommand extends RepoVerb {
  private record KeyView(
      String id, boolean current, Instant created, String username, String hostname) {}

  @Override
  public Integer call() {
    try (var session = open()) {
      var keys = session.repository().keys();
      List<KeyView> views =
          keys.list().stream()
              .map(key ->
                  new KeyView(
                      key.id(),
                      key.id().equals(keys.current()),
                      key.created(),
                      key.username(),
                      key.hostname()))
              .toList();
      print(views, () -> table(views));
    }
    return 0;
  }

  private static String table(List<KeyView> keys) {
    var table = new Table(List.of("KEY", "IN USE", "CREATED", "USER", "HOST"));
    for (var key : keys) {
      table.row(
          List.of(
              SnapshotView.shortId(key.id),
              key.current ? "yes" : "",
              key.created == null ? "" : Human.time(key.created),
              key.username,
              key.hostname));
    }
    return table.toString();
  }
}
