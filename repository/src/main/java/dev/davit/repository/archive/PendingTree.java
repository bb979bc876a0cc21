package dev.davit.repository.archive;

import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The nodes of one directory, some still waiting for their blobs; they reach the tree in order.
 * Holds at most {@link #WINDOW} of them.
 */
final class PendingTree {
  private static final int WINDOW = 512;

  private final TreeWriter writer = new TreeWriter();
  private final Deque<Pending> waiting = new ArrayDeque<>();

  void add(Node ready) {
    add(() -> true, () -> ready);
  }

  /**
   * @param done whether the node can be had without waiting
   */
  void add(BooleanSupplier done, Supplier<Node> node) {
    waiting.add(new Pending(done, node));
    while (!waiting.isEmpty()
        && (waiting.size() > WINDOW || waiting.peek().done().getAsBoolean())) {
      writer.add(waiting.remove().node().get());
    }
  }

  byte[] finish() {
    while (!waiting.isEmpty()) {
      writer.add(waiting.remove().node().get());
    }
    return writer.finish();
  }

  private record Pending(BooleanSupplier done, Supplier<Node> node) {}
}
