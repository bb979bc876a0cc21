package dev.davit.postgres.profile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.postgres.TestCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenericProfileTest {
  @Test
  void aQueryThatIsWrongIsQuotedWithWhatTheServerSaysOfIt() throws Exception {
    try (var cluster = TestCluster.start()) {
      cluster.execute("postgres", "create table uploads (id int, path text)");
      var query = new GenericProfile.Query(null, null, "SELECT pth, id FROM uploads");
      var profile = new GenericProfile(Map.of(), List.of(query));

      try (var session = cluster.url("postgres").connect(null)) {
        assertThatThrownBy(
                () -> profile.references(session, "postgres", cluster.directoryOfTest(), to -> {}))
            .isInstanceOf(DavitException.class)
            .hasMessageContaining("DAVIT-1002")
            .hasMessageContaining("references query 1 \"SELECT pth, id FROM uploads\"")
            .hasMessageContaining("column \"pth\" does not exist")
            .hasMessageContaining("uploads.path");
      }
    }
  }
}
