package dev.davit.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.Databases;
import dev.davit.postgres.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseSwapTest {
  private static TestCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = TestCluster.start();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void clean() {
    for (String name : new String[] {"live", "beside", "old"}) {
      cluster.execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
  }

  private static DatabaseSwap swap() {
    return new DatabaseSwap(cluster.url("postgres"), null, "live", "beside", "old");
  }

  private static void make(String name, String content) {
    cluster.createDatabase(name);
    cluster.execute(name, "CREATE TABLE is_" + content + " ()");
  }

  private static String content(String name) {
    return TestCluster.ask(
        cluster.url(name), "SELECT relname FROM pg_class WHERE relname LIKE 'is\\_%'");
  }

  @Test
  void theNewOneTakesTheNameAndSessionsOfTheOldOneEnd() throws Exception {
    make("live", "before");
    make("beside", "restored");
    try (var client = cluster.url("live").connect(null)) {
      swap().swap();
      assertThat(client.isValid(1)).isFalse();
    }
    assertThatThrownBy(() -> content("live")).isInstanceOf(DavitException.class);
    swap().swap();
    swap().open();
    assertThat(content("live")).isEqualTo("is_restored");
    swap().dropOld();
    swap().dropOld();
    assertThat(Databases.list(cluster.url("postgres"), null)).containsExactly("live", "postgres");
  }

  @Test
  void undoBringsTheOldOneBackFromEveryStep() {
    make("live", "before");
    make("beside", "restored");
    swap().undo();
    assertThat(content("live")).isEqualTo("is_before");
    cluster.execute("postgres", "ALTER DATABASE live ALLOW_CONNECTIONS false");
    swap().undo();
    assertThat(content("live")).isEqualTo("is_before");
    cluster.execute("postgres", "ALTER DATABASE live RENAME TO old");
    swap().undo();
    assertThat(content("live")).isEqualTo("is_before");
    swap().swap();
    swap().undo();
    swap().undo();
    assertThat(content("live")).isEqualTo("is_before");
    assertThat(content("beside")).isEqualTo("is_restored");
  }

  @Test
  void aCrashBetweenTheRenamesIsFinishedByRepeating() {
    make("live", "before");
    make("beside", "restored");
    cluster.execute("postgres", "ALTER DATABASE live RENAME TO old");
    swap().swap();
    swap().open();
    assertThat(content("live")).isEqualTo("is_restored");
    assertThat(content("old")).isEqualTo("is_before");
  }

  @Test
  void nothingThatIsNotOursIsEverMovedAway() {
    make("live", "before");
    swap().undo();
    assertThat(content("live")).isEqualTo("is_before");
    assertThatThrownBy(() -> swap().swap())
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNKNOWN));
  }

  @Test
  void aLostDatabaseIsReplacedAndThatCanBeUndone() {
    make("beside", "restored");
    swap().swap();
    swap().undo();
    assertThat(content("beside")).isEqualTo("is_restored");
    swap().swap();
    swap().open();
    assertThat(content("live")).isEqualTo("is_restored");
  }
}
