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
 * What one replica sees of PostgreSQL: a connection that it keeps, and that is lost at a commit now
 * and then, just before it or just behind it. For one thread.
 */
final class CrashingDataSource implements InvocationHandler {
  private final DataSource real;
  private final Random random;
  private final int oneIn;
  private Connection kept;

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
    if (kept == null || kept.isClosed()) {
      kept = real.getConnection();
    }
    return proxy(Connection.class, this::onConnection);
  }

  private Object onConnection(Object self, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "close" -> null;
      case "commit" -> {
        commit();
        yield null;
      }
      default -> call(method, arguments);
    };
  }

  private void commit() throws SQLException {
    boolean lost = random.nextInt(oneIn) == 0;
    if (!lost || random.nextBoolean()) {
      kept.commit();
    }
    if (lost) {
      kept.close();
      throw new SQLException("the connection was lost at a commit", "08006");
    }
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(kept, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
