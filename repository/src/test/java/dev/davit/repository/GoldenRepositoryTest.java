package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.NodeType;
import dev.davit.repository.snapshot.PathNode;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A repository that restic 0.14.0 made, byte for byte; its password is "golden password". */
class GoldenRepositoryTest {
  @Test
  void everyByteMeansWhatItMeansToRestic() throws Exception {
    try (Repository golden = open("golden password")) {
      assertThat(golden.id()).hasSize(64);
      SnapshotMeta snapshot = golden.snapshot("a477abfc");
      assertThat(snapshot.time()).isEqualTo(Instant.parse("2022-02-02T22:22:22Z"));
      assertThat(snapshot.hostname()).isEqualTo("golden");
      List<PathNode> nodes = golden.walk(snapshot.tree()).toList();
      assertThat(nodes)
          .extracting(PathNode::path)
          .containsExactly("hello.txt", "link", "sub", "sub/z.txt");

      Node hello = golden.node(snapshot.tree(), "hello.txt");
      assertThat(hello.mtime()).isEqualTo(Instant.parse("2020-02-02T02:02:02.123456789Z"));
      assertThat(hello.mode()).isEqualTo(0644);
      assertThat(golden.read(hello).readAllBytes())
          .isEqualTo("hello restic\n".getBytes(StandardCharsets.US_ASCII));
      Node link = golden.node(snapshot.tree(), "link");
      assertThat(link.type()).isEqualTo(NodeType.SYMLINK);
      assertThat(link.linkTarget()).isEqualTo("hello.txt");
      byte[] z = golden.read(golden.node(snapshot.tree(), "sub/z.txt")).readAllBytes();
      assertThat(z).hasSize(70_000).containsOnly('z');
      assertThat(golden.prove(snapshot.tree()).problems()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    assertThatThrownBy(() -> open("guessed"))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_KEY));
  }

  private static Repository open(String password) throws URISyntaxException {
    Path golden =
        Path.of(GoldenRepositoryTest.class.getResource("/golden/restic-0.14/config").toURI());
    Backend backend = new LocalBackend(golden.getParent());
    return Repository.open(backend, new Password(password.toCharArray()));
  }
}
