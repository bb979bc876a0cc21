package dev.davit.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.settings.DatabaseSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerNameTest {
  private static String ofUrl(String url) {
    return ServerName.of(new DatabaseSettings(null, url, null, List.of(), null));
  }

  @Test
  void databasesOfOneServerHaveOneName() {
    assertThat(ofUrl("postgresql://app@db.example:5432/shop"))
        .isEqualTo(ofUrl("postgresql://other@DB.example/blog"))
        .isEqualTo("database server \"db.example:5432\"");
  }

  @Test
  void otherPortsAndSocketsAreOtherServers() {
    assertThat(ofUrl("postgresql://app@db.example:5433/shop"))
        .isNotEqualTo(ofUrl("postgresql://app@db.example/shop"));
    assertThat(ofUrl("postgresql:///shop?host=/run/postgresql&port=5432&user=app"))
        .contains("/run/postgresql");
  }

  @Test
  void aHomeIsAServerOfItsOwn() {
    assertThat(ServerName.of(new DatabaseSettings("/srv/./home/", null, null, List.of(), null)))
        .isEqualTo("database server \"/srv/home\"");
  }

  @Test
  void whatCannotBeReadHasNoName() {
    assertThat(ofUrl("mysql://app@db.example/shop")).isNull();
  }
}
