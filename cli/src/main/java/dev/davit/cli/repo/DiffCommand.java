package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.repository.snapshot.TreeDiff;
import dev.davit.repository.snapshot.TreeDiff.Change;
import dev.davit.repository.snapshot.TreeDiff.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit repo diff}. */
@Command(
    name = "diff",
    description =
        "Tells in what two snapshots differ: + added, - removed, M content, U metadata, T type. Takes no lock.")
final class DiffCommand extends RepoVerb {
  private static final Map<Kind, String> MARKS =
      new EnumMap<>(
          Map.of(
              Kind.ADDED, "+",
              Kind.REMOVED, "-",
              Kind.CONTENT, "M",
              Kind.METADATA, "U",
              Kind.TYPE, "T"));

  @Parameters(index = "0", paramLabel = "SNAPSHOT[:PATH]", description = "The earlier one.")
  private String before;

  @Parameters(index = "1", paramLabel = "SNAPSHOT[:PATH]", description = "The later one.")
  private String after;

  @Option(names = "--metadata", description = "Tells of what differs in metadata alone, too.")
  private boolean metadata;

  private record Line(String change, String path, Long sizeBefore, Long sizeAfter) {
    static Line of(Change change) {
      var node = change.after() == null ? change.before() : change.after();
      return new Line(
          MARKS.get(change.kind()),
          NodeView.of(change.path(), node).path() + (node.isDirectory() ? "/" : ""),
          change.before() == null ? null : change.before().size(),
          change.after() == null ? null : change.after().size());
    }

    private long bytes() {
      return (sizeAfter == null ? 0 : sizeAfter) - (sizeBefore == null ? 0 : sizeBefore);
    }
  }

  @Override
  public Integer call() {
    try (var session = open()) {
      var left = directory(SnapshotPath.find(session.repository(), before));
      var right = directory(SnapshotPath.find(session.repository(), after));
      List<Line> lines = new ArrayList<>();
      new TreeDiff(session.repository().trees())
          .between(
              left.tree(),
              right.tree(),
              change -> {
                if (metadata || change.kind() != Kind.METADATA) {
                  lines.add(Line.of(change));
                }
              });
      print(lines, () -> text(lines));
    }
    return 0;
  }

  private SnapshotPath directory(SnapshotPath found) {
    if (!found.isDirectory()) {
      throw usage("diff compares directories; \"/" + found.path() + "\" is none");
    }
    return found;
  }

  private static String text(List<Line> lines) {
    String all =
        lines.stream()
            .map(line -> "%s %s%n".formatted(line.change, line.path))
            .collect(Collectors.joining());
    long more = lines.stream().mapToLong(Line::bytes).sum();
    return all
        + "%d differences, %s%s"
            .formatted(lines.size(), more < 0 ? "-" : "+", Human.bytes(Math.abs(more)));
  }
}
