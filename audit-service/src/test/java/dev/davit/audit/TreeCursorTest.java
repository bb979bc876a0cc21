package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PathOrder;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.PathNode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TreeCursorTest {
  private static final String LETTERS = "a.-/b é\u20ac";

  /** The merge join finds what a set would find, for any names. */
  @RepeatedTest(20)
  void everyStoredPathIsFoundAndNoOther(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var stored = new TreeSet<>(PathOrder.INSTANCE);
    var asked = new TreeSet<>(PathOrder.INSTANCE);
    for (int i = 0; i < 200; i++) {
      stored.add(path(random));
      asked.add(path(random));
    }
    asked.addAll(stored);
    var cursor = new TreeCursor(nodes(stored.stream()));
    for (String path : asked) {
      assertThat(cursor.find(path) != null).as(path).isEqualTo(stored.contains(path));
    }
  }

  @Test
  void pathsOutOfOrderAreRefusedInsteadOfBeingCalledMissing() {
    var cursor = new TreeCursor(nodes(Stream.of("a", "b")));
    assertThat(cursor.find("b")).isNotNull();
    assertThatThrownBy(() -> cursor.find("a"))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_DAMAGED));
  }

  private static String path(Random random) {
    var path = new StringBuilder("x");
    for (int i = random.nextInt(6); i > 0; i--) {
      char next = LETTERS.charAt(random.nextInt(LETTERS.length()));
      path.append(next == '/' ? "/x" : next);
    }
    return path.toString();
  }

  private static java.util.Iterator<PathNode> nodes(Stream<String> paths) {
    return paths
        .map(path -> new PathNode(path, Node.file("x", 0, Instant.EPOCH, 0, List.of())))
        .iterator();
  }
}
