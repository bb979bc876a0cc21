package dev.davit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlErrorsTest {
  private static ErrorCode connecting(String state) {
    var url = DatabaseUrl.tcp("db", 5432, "app", "shop");
    return SqlErrors.connecting(url, new SQLException("refused", state)).code();
  }

  @Test
  void aServerThatIsFullIsNotOneThatIsAway() {
    assertThat(connecting("53300")).isEqualTo(ErrorCode.DATABASE_BUSY);
    assertThat(connecting("08001")).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(connecting("57P03")).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(connecting("28P01")).isEqualTo(ErrorCode.DATABASE_REFUSED_LOGIN);
  }
}
