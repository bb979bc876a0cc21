package dev.davit.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The same server, however it is run. */
class TestPostgresTest {
  private static String show(DataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void settingsAreTheSameInAContainerAndWithout() throws Exception {
    var database = TestPostgres.shared().dataSource("public");
    assertThat(show(database, "show max_connections")).isEqualTo("200");
    assertThat(show(database, "show shared_buffers")).isEqualTo("32MB");
    assertThat(show(database, "show fsync")).isEqualTo("off");
    assertThat(show(database, "show server_encoding")).isEqualTo("UTF8");
    assertThat(show(database, "select datcollate || ' ' || datctype from pg_database limit 1"))
        .isEqualTo("C C.UTF-8");
    assertThat(show(database, "select rolsuper from pg_roles where rolname = current_user"))
        .isEqualTo("t");
  }

  @Test
  void onlyItsOwnRoleLogsInAndOnlyByItsPassword() throws Exception {
    var postgres = TestPostgres.shared();
    var url = postgres.url("postgres");
    try (var connection = url.connect(postgres.password().toCharArray())) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> url.connect("guessed".toCharArray()))
        .isInstanceOf(DavitException.class)
        .extracting(e -> ((DavitException) e).code())
        .isEqualTo(ErrorCode.DATABASE_REFUSED_LOGIN);
    assertThatThrownBy(() -> url.withUser("postgres").connect(postgres.password().toCharArray()))
        .isInstanceOf(DavitException.class)
        .extracting(e -> ((DavitException) e).code())
        .isEqualTo(ErrorCode.DATABASE_REFUSED_LOGIN);
  }

  @Test
  void stoppedAndStartedItKeepsItsPortAndData() throws Exception {
    try (var postgres = TestPostgres.start()) {
      var database = postgres.freshSchema();
      String identity = show(database, "select system_identifier from pg_control_system()");
      String url = postgres.jdbcUrl("public");
      postgres.server().stop();
      assertThatThrownBy(database::getConnection).isInstanceOf(SQLException.class);
      postgres.server().start();
      assertThat(show(database, "select system_identifier from pg_control_system()"))
          .isEqualTo(identity);
      assertThat(show(database, "select count(*) from outbox")).isEqualTo("0");
      assertThat(postgres.jdbcUrl("public")).isEqualTo(url);
    }
  }

  @Test
  void itIsReachedOnLoopbackOnly() throws Exception {
    int port =
        URI.create(TestPostgres.shared().jdbcUrl("public").substring("jdbc:".length())).getPort();
    var addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress address : addresses) {
      assertThatThrownBy(() -> new Socket(address, port).close()).hasMessageContaining("refused");
    }
  }
}
