package dev.davit.e2e.bench.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports by name. Below those that the kernel gives to clients: while a process is away
 * nobody's connection takes its port.
 */
final class SteadyPorts {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;

  private final Map<String, Integer> chosen = new HashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  /** The same for the same name. */
  int of(String name) {
    return chosen.computeIfAbsent(name, ignored -> next());
  }

  private int next() {
    while (true) {
      int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
      if (isFree(port) && taken.add(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
