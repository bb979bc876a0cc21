package dev.davit.kit.testing;

/** A server that a test may stop and start again: same port, same data. Not thread-safe. */
public interface TestServer extends AutoCloseable {
  /** Ends sessions; what was committed is kept. Nothing to do if it is down. */
  void stop() throws InterruptedException;

  /** Returns when it takes sessions. Nothing to do if it runs. */
  void start() throws InterruptedException;

  /** Stops it and removes its data. */
  @Override
  void close();
}
