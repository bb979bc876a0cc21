package dev.davit.kit.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.postgresql.PGConnection;

/**
 * A process that dies, or stands still, at a chosen point. Whatever it does to a database and a
 * broker goes through what is wrapped here; each commit, each send, each acknowledgement that it
 * gets or gives is a point and has a number, so that a new one in the code is covered without being
 * named. Once dead, nothing that it still tries has any effect: its transactions are rolled back
 * and every call throws an error that nothing catches. Thread-safe.
 */
public final class CrashPoints {
  private static final Set<String> EXECUTES = Set.of("execute", "executeUpdate", "executeQuery");

  /** On which side of a point a process dies: what the point does has not, or has, happened. */
  public enum Side {
    BEFORE,
    AFTER
  }

  /** What is to happen at one point; also a scenario's name when it fails. */
  private record Strike(int number, Side side, boolean stalls) {}

  /** One run of what is tried, with a process that may die in it. */
  @FunctionalInterface
  public interface Scenario {
    void run(CrashPoints process) throws Exception;
  }

  private final Strike strike;
  private final List<String> seen = new ArrayList<>();
  private final Map<Connection, Boolean> open = new ConcurrentHashMap<>();
  private final CountDownLatch struck = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private volatile boolean dead;

  private CrashPoints(Strike strike) {
    this.strike = strike;
    Thread.setDefaultUncaughtExceptionHandler(CrashPoints::uncaught);
  }

  /** Threads of a dead process end without a word. */
  private static void uncaught(Thread thread, Throwable failure) {
    if (!(failure instanceof Killed)) {
      failure.printStackTrace();
    }
  }

  /**
   * Runs the scenario with a process that dies before its first point, after it, before its second,
   * and so on, until one run ends without having come so far. A failure names the point.
   *
   * @return the points, each as what it is and where it was met
   */
  public static List<String> killAtEach(Scenario scenario) throws Exception {
    for (int number = 1; ; number++) {
      for (Side side : Side.values()) {
        var process = new CrashPoints(new Strike(number, side, false));
        run(scenario, process);
        if (!process.hasStruck()) {
          return process.seen();
        }
      }
    }
  }

  /**
   * As {@link #killAtEach}, but the process stands still before it begins its next transaction, and
   * goes on when the scenario says {@link #goOn}.
   */
  public static List<String> stallAtEach(Scenario scenario) throws Exception {
    for (int number = 1; ; number++) {
      var process = new CrashPoints(new Strike(number, Side.BEFORE, true));
      run(scenario, process);
      if (!process.hasStruck()) {
        return process.seen();
      }
    }
  }

  private static void run(Scenario scenario, CrashPoints process) throws Exception {
    try {
      scenario.run(process);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(process + ": " + e.getMessage(), e);
    } finally {
      process.goOn();
    }
  }

  /** True once it has died, or stood still. */
  public boolean hasStruck() {
    return struck.getCount() == 0;
  }

  /** Ends a standstill. */
  public void goOn() {
    goesOn.countDown();
  }

  /** Runs what the process does; returns when it has ended or died. */
  public void live(Runnable action) {
    try {
      action.run();
    } catch (Killed e) {
      // As if the machine were gone.
    }
  }

  /** What has been met so far. */
  public synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public synchronized String toString() {
    String where = seen.size() < strike.number() ? "nowhere" : seen.get(strike.number() - 1);
    return "%s %s point %d, %s"
        .formatted(strike.stalls() ? "stalled" : "killed", strike.side(), strike.number(), where);
  }

  public DataSource wrap(DataSource dataSource) {
    return proxy(
        DataSource.class,
        (proxy, called, arguments) -> {
          if (!called.getName().equals("getConnection")) {
            return invoke(dataSource, called, arguments);
          }
          if (strike.stalls()) {
            standStill();
          }
          requireAlive();
          var real = (Connection) invoke(dataSource, called, arguments);
          open.put(real, true);
          return connection(real);
        });
  }

  private Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "commit" -> at("commit", real, called, arguments);
              case "prepareStatement" -> {
                var statement = (PreparedStatement) invoke(real, called, arguments);
                yield real.getAutoCommit() ? statement(statement) : statement;
              }
              case "close" -> {
                open.remove(real);
                yield dead ? null : invoke(real, called, arguments);
              }
              default -> invoke(real, called, arguments);
            });
  }

  /** Without a transaction around it each statement is one of its own. */
  private PreparedStatement statement(PreparedStatement real) {
    return proxy(
        PreparedStatement.class,
        (proxy, called, arguments) ->
            EXECUTES.contains(called.getName())
                ? at("statement of its own", real, called, arguments)
                : invoke(real, called, arguments));
  }

  @SuppressWarnings("unchecked")
  public <K, V> Producer<K, V> wrap(Producer<K, V> producer) {
    return proxy(
        Producer.class,
        (proxy, called, arguments) -> {
          if (!called.getName().equals("send")) {
            return invoke(producer, called, arguments);
          }
          var sent = (Future<?>) at("send", producer, called, arguments);
          return proxy(
              Future.class,
              (future, asked, how) ->
                  asked.getName().equals("get")
                      ? at("broker's acknowledgement", sent, asked, how)
                      : invoke(sent, asked, how));
        });
  }

  @SuppressWarnings("unchecked")
  public <K, V> Consumer<K, V> wrap(Consumer<K, V> consumer) {
    return proxy(
        Consumer.class,
        (proxy, called, arguments) ->
            called.getName().startsWith("commit")
                ? at("acknowledgement", consumer, called, arguments)
                : invoke(consumer, called, arguments));
  }

  private Object at(String what, Object real, Method called, Object[] arguments) throws Throwable {
    boolean here = !strike.stalls() && isNext(what);
    if (here && strike.side() == Side.BEFORE) {
      die(real);
    }
    Object result = invoke(real, called, arguments);
    if (here) {
      arrive(result, what);
      die(real);
    }
    return result;
  }

  /** What was handed to the broker before the process died does arrive. */
  private static void arrive(Object result, String what) throws Exception {
    if (what.equals("send")) {
      ((Future<?>) result).get();
    }
  }

  private synchronized boolean isNext(String what) {
    requireAlive();
    seen.add(what + " in " + PointName.here());
    return seen.size() == strike.number();
  }

  private void standStill() throws InterruptedException {
    if (isNext("beginning of a transaction")) {
      struck.countDown();
    }
    if (hasStruck()) {
      goesOn.await();
    }
  }

  /** The server rolls back what is open; for what is at the point itself that is waited for. */
  private void die(Object at) throws SQLException {
    dead = true;
    for (Connection connection : open.keySet()) {
      if (connection == at) {
        end(connection);
      } else {
        ((Connection) connection.unwrap(PGConnection.class)).abort(Runnable::run); // not the pool's
        connection.close();
      }
    }
    struck.countDown();
    throw new Killed();
  }

  private static void end(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    connection.close();
  }

  private void requireAlive() {
    if (dead) {
      throw new Killed();
    }
  }

  private Object invoke(Object target, Method called, Object[] arguments) throws Throwable {
    requireAlive();
    try {
      return called.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      requireAlive(); // what comes of a connection that died with the process
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** No product code catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }
}
