package dev.davit.repository.snapshot;

import java.util.List;

/** The nodes of one directory, by ascending bytes of their names. */
public record Tree(List<Node> nodes) {
  public Tree {
    nodes = List.copyOf(nodes);
  }

  /** The node of that name, or null. */
  public Node node(String name) {
    int low = 0;
    int high = nodes.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = FileName.compare(nodes.get(middle).name(), name);
      if (order == 0) {
        return nodes.get(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }
}
