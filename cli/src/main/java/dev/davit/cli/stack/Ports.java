package dev.davit.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The loopback ports of a stack: chosen once among the free ones and kept, so that addresses given
 * to other systems stay good over restarts; a port that is taken meanwhile is chosen anew. Not
 * thread-safe.
 */
final class Ports {
  private final Path file;
  private final Properties ports = new Properties();

  Ports(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        ports.load(in);
      }
    }
  }

  int of(String user) {
    int port = Integer.parseInt(ports.getProperty(user, "0"));
    if (port == 0 || !free(port)) {
      port = anyFree();
      ports.setProperty(user, Integer.toString(port));
    }
    return port;
  }

  void save() throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      ports.store(out, null);
    }
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFree() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
