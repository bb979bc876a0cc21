package dev.davit.kit.testing;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Pooled connections to one schema of a server: a test that opens one for each transaction would
 * mostly wait for logins. All schemas of a server share a pool. Thread-safe.
 */
final class SchemaDataSource implements DataSource {
  private static final int CONNECTIONS = 100;

  private final AgroalDataSource pool;
  private final String schema;

  SchemaDataSource(AgroalDataSource pool, String schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /** A pool that finds out by itself that the server was restarted. */
  static AgroalDataSource pool(String url, String user, String password) {
    var settings =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(CONNECTIONS)
                    .connectionValidator(ConnectionValidator.defaultValidator())
                    .validateOnBorrow(true)
                    .acquisitionTimeout(Duration.ofSeconds(30))
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(url)
                            .principal(new NamePrincipal(user))
                            .credential(new SimplePassword(password))));
    try {
      return AgroalDataSource.from(settings);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = pool.getConnection();
    connection.setSchema(schema);
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new java.sql.SQLFeatureNotSupportedException("the pool has one user");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
