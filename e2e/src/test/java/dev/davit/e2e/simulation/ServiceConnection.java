package dev.davit.e2e.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A service's way to its schema: one connection, used by one transaction after another, on which
 * the service now and then dies right before or after a commit.
 */
final class ServiceConnection implements InvocationHandler {
  private static final int DEATHS = 4;
  private static final Pattern READING = Pattern.compile("\\s*select ");

  private final Connection real;
  private final Chance chance;

  private boolean changing;
  private long changes;

  ServiceConnection(Connection real, Chance chance) {
    this.real = real;
    this.chance = chance;
  }

  DataSource dataSource() {
    Object connection = proxy(Connection.class, this);
    return proxy(DataSource.class, (self, called, arguments) -> connection);
  }

  /** How often the service changed anything: nobody needs to look twice at the same state. */
  long changes() {
    return changes;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public Object invoke(Object self, Method called, Object[] arguments) throws Throwable {
    return switch (called.getName()) {
      case "close" -> null;
      case "commit" -> commit();
      case "prepareStatement" -> {
        changing |= !READING.matcher((String) arguments[0]).lookingAt();
        yield pass(called, arguments);
      }
      default -> pass(called, arguments);
    };
  }

  private Object commit() throws SQLException {
    if (chance.trouble(DEATHS)) {
      throw new Killed();
    }
    real.commit();
    changes += changing ? 1 : 0;
    changing = false;
    if (chance.trouble(DEATHS)) {
      throw new Killed();
    }
    return null;
  }

  private Object pass(Method called, Object[] arguments) throws Throwable {
    try {
      return called.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
