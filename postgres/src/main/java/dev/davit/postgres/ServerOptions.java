package dev.davit.postgres;

import java.util.Map;

/**
 * How a server of ours is made and run.
 *
 * @param port loopback TCP port; 0: unix socket only
 * @param throwAway whether its data may be lost with the machine: no fsync. Tests and scratch only
 * @param settings further server settings
 */
public record ServerOptions(int port, boolean throwAway, Map<String, String> settings) {
  public ServerOptions {
    settings = Map.copyOf(settings);
  }

  /** Durable, unix socket only. */
  public static ServerOptions durable() {
    return new ServerOptions(0, false, Map.of());
  }

  /** For tests and scratch restores: fast, unix socket only. */
  public static ServerOptions scratch() {
    return new ServerOptions(0, true, Map.of());
  }

  public ServerOptions withPort(int loopbackPort) {
    return new ServerOptions(loopbackPort, throwAway, settings);
  }

  public ServerOptions withSettings(Map<String, String> more) {
    return new ServerOptions(port, throwAway, more);
  }
}
