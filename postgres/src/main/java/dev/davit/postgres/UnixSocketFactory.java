package dev.davit.postgres;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Gives the JDBC driver a unix socket, which it cannot open by itself. Named in the JDBC URL with
 * the socket's path as argument; the host and port that the driver passes are not used.
 */
public final class UnixSocketFactory extends SocketFactory {
  private final Path path;

  /** Called by the driver with {@code socketFactoryArg}. */
  public UnixSocketFactory(String path) {
    super();
    this.path = Path.of(path);
  }

  @Override
  public Socket createSocket() {
    return new UnixSocket(path);
  }

  @Override
  public Socket createSocket(String host, int port) {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket();
  }
}
