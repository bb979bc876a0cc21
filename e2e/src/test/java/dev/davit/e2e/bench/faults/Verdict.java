package dev.davit.e2e.bench.faults;

import dev.davit.contracts.codec.Envelope;
import dev.davit.e2e.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether a stack that has come to rest kept its promises; says everything that it did not. */
final class Verdict {
  /** Work that somebody does or is still to do. */
  static final String LIVE_WORK =
      "select count(*) from work where state in ('waiting', 'ready', 'leased')";

  private final ReplicatedStack stack;
  private final List<SmallSystem> systems;
  private final StateTables tables;
  private final List<Envelope> sent;
  private final List<Envelope> said;
  private final Story story;

  /**
   * @param sent every request, each certain to have been heard
   * @param said everything on the broker, and {@code story} what it comes to
   */
  Verdict(
      ReplicatedStack stack,
      List<SmallSystem> systems,
      StateTables tables,
      List<Envelope> sent,
      List<Envelope> said,
      Story story) {
    this.stack = stack;
    this.systems = systems;
    this.tables = tables;
    this.sent = sent;
    this.said = said;
    this.story = story;
  }

  List<String> violations() throws SQLException, IOException {
    var violations = new ArrayList<String>();
    new RequestVerdict(story, tables).check(sent, violations);
    new RunVerdict(story, tables, systems).check(violations);
    new TableVerdict(tables, said).check(violations);
    for (SmallSystem system : systems) {
      new RepositoryVerdict(story, stack.directory(), system.name()).check(violations);
    }
    nothingIsLeftBehind(violations);
    return violations;
  }

  private void nothingIsLeftBehind(List<String> violations) throws IOException {
    Leftovers.of(stack.directory().root()).stream()
        .filter(line -> line.contains("/pg_dump") || line.contains("/pg_restore"))
        .forEach(line -> violations.add("runs still: " + line));
    try (var staged = Files.find(stack.directory().staging(), 2, (path, is) -> !is.isOther())) {
      staged
          .filter(path -> stack.directory().staging().relativize(path).getNameCount() == 2)
          .forEach(path -> violations.add("plain text left: " + path));
    }
  }
}
