package dev.davit.cli.repo;

import dev.davit.cli.output.Format;
import dev.davit.contracts.codec.Json;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.PathNode;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit repo ls}: printed as it is read, whatever the size of the tree. */
@Command(name = "ls", description = "Lists what a snapshot holds. Takes no lock.")
final class LsCommand extends RepoVerb {
  @Parameters(paramLabel = "SNAPSHOT[:PATH]", description = "Id, its beginning, or latest.")
  private String place;

  @Option(
      names = {"-r", "--recursive"},
      description = "With everything below.")
  private boolean recursive;

  @Override
  public Integer call() {
    try (var session = open()) {
      var found = SnapshotPath.find(session.repository(), place);
      try (var nodes = nodes(session.repository(), found)) {
        print(nodes.iterator());
      }
    }
    return 0;
  }

  private Stream<NodeView> nodes(Repository repository, SnapshotPath found) {
    if (!found.isDirectory()) {
      return Stream.of(NodeView.of(found.path(), found.node()));
    }
    String prefix = found.path().isEmpty() ? "" : found.path() + '/';
    Stream<PathNode> nodes =
        recursive
            ? repository.walk(found.tree())
            : repository.tree(found.tree()).nodes().stream().map(LsCommand::child);
    return nodes.map(one -> NodeView.of(prefix + one.path(), one.node()));
  }

  private static PathNode child(Node node) {
    return new PathNode(node.name(), node);
  }

  private void print(Iterator<NodeView> nodes) {
    boolean json = output().format() == Format.JSON;
    String before = json ? "[" : "";
    while (nodes.hasNext()) {
      NodeView node = nodes.next();
      out()
          .print(
              switch (output().format()) {
                case TABLE -> node.line() + '\n';
                case JSON -> before + '\n' + Json.text(node);
                case YAML -> Format.YAML.text(List.of(node));
              });
      before = json ? "," : "";
    }
    out().print(json ? (before.equals("[") ? "[" : "\n") + "]\n" : "");
    out().flush();
  }
}
