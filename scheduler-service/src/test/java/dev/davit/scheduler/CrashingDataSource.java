package dev.davit.scheduler;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;

/**
 * What one replica sees of PostgreSQL: connections that are lost at a commit now and then, just
 * before it or just behind it. For one thread.
 */
final class CrashingDataSource implements InvocationHandler {
  private final DataSource real;
  private final Random random;
  private final int oneIn;

  private CrashingDataSource(DataSource real, Random random, int oneIn) {
    this.real = real;
    this.random = random;
    this.oneIn = oneIn;
  }

  /**
   * @param oneIn how many commits there are for each that is lost, on average
   */
  static DataSource of(DataSource real, Random random, int oneIn) {
    return proxy(DataSource.class, new CrashingDataSource(real, random, oneIn));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            CrashingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    if (!method.getName().equals("getConnection")) {
      throw new UnsupportedOperationException(method.toString());
    }
    Connection connection = real.getConnection();
    return proxy(
        Connection.class,
        (proxy, called, with) -> {
          boolean lost = called.getName().equals("commit") && random.nextInt(oneIn) == 0;
          return lost ? lose(connection) : call(connection, called, with);
        });
  }

  private Object lose(Connection connection) throws SQLException {
    if (random.nextBoolean()) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.close();
    throw new SQLException("the connection was lost at a commit", "08006");
  }

  private static Object call(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
