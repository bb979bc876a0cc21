package dev.davit.cli.repo;

import dev.davit.repository.Repository;
import dev.davit.repository.archive.Exclude;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit repo find}: exit code 1 if there is none. */
@Command(
    name = "find",
    description = "Finds entries by their names in all snapshots, or in some. Takes no lock.")
final class FindCommand extends RepoVerb {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATTERN",
      description =
          "Such as *.jpg, or media/**/a.png; with a slash in front it is of the whole path.")
  private List<String> patterns = List.of();

  @Option(
      names = "--snapshot",
      paramLabel = "SNAPSHOT",
      description = "Only in this one: id, its beginning, or latest.")
  private String snapshot;

  @Mixin private FilterOption filter;

  private record Found(String snapshot, NodeView node) {}

  @Override
  public Integer call() {
    List<Found> found = new ArrayList<>();
    try (var session = open()) {
      Exclude names = Exclude.of(patterns);
      for (SnapshotMeta one : snapshots(session.repository())) {
        find(session, one, names, found);
      }
    }
    print(found, () -> text(found));
    return found.isEmpty() ? 1 : 0;
  }

  private List<SnapshotMeta> snapshots(Repository repository) {
    return snapshot == null
        ? repository.snapshots().stream().filter(filter.filter()::matches).toList()
        : List.of(repository.snapshot(snapshot));
  }

  private static void find(
      RepoSession session, SnapshotMeta snapshot, Exclude names, List<Found> found) {
    try (var nodes = session.repository().walk(snapshot.tree())) {
      nodes
          .takeWhile(node -> !session.isCancelled())
          .filter(node -> names.matches('/' + node.path()))
          .forEach(
              node -> found.add(new Found(snapshot.id(), NodeView.of(node.path(), node.node()))));
    }
  }

  private static String text(List<Found> found) {
    return found.isEmpty()
        ? "nothing found"
        : found.stream()
            .map(one -> SnapshotView.shortId(one.snapshot) + "  " + one.node.line() + '\n')
            .collect(Collectors.joining());
  }
}
