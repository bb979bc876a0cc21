package dev.davit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A unix socket in the shape of {@link Socket}: one reader and one writer at a time, read timeouts
 * kept, and, like any other socket, not closed by an interrupt of the thread that uses it. Longer
 * than a screen because {@code Socket} asks for so many methods.
 */
final class UnixSocket extends Socket {
  private final Path path;
  private SocketChannel channel;
  private Selector readable;
  private Selector writable;
  private volatile int timeoutMillis;
  private volatile boolean closed;

  UnixSocket(Path path) {
    super();
    this.path = path;
  }

  @Override
  public void connect(SocketAddress ignored, int ignoredTimeout) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.configureBlocking(false);
      readable = Selector.open();
      writable = Selector.open();
      channel.register(readable, SelectionKey.OP_READ);
      channel.register(writable, SelectionKey.OP_WRITE);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect(address, 0);
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    var buffer = ByteBuffer.wrap(bytes, offset, length);
    while (true) {
      int count = channel.read(buffer);
      if (count != 0) {
        return count;
      }
      if (!await(readable, timeoutMillis)) {
        throw new SocketTimeoutException("nothing to read within " + timeoutMillis + " ms");
      }
    }
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    var buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) == 0) {
        await(writable, 0);
      }
    }
  }

  /** False only after the timeout. An interrupt is kept for later: sockets do not react to it. */
  private boolean await(Selector selector, int millis) throws IOException {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + millis * 1_000_000L;
    try {
      while (true) {
        long left = millis == 0 ? 0 : Math.max(1, (end - System.nanoTime()) / 1_000_000);
        if (selector.select(left) > 0) {
          selector.selectedKeys().clear();
          return true;
        }
        interrupted |= Thread.interrupted();
        if (closed) {
          throw new SocketException("socket closed");
        }
        if (millis != 0 && System.nanoTime() - end >= 0) {
          return false;
        }
      }
    } catch (ClosedSelectorException e) {
      throw new SocketException("socket closed", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return UnixSocket.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return UnixSocket.this.read(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        UnixSocket.this.close();
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        UnixSocket.this.write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        UnixSocket.this.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        UnixSocket.this.close();
      }
    };
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (readable != null) {
      readable.close();
    }
    if (writable != null) {
      writable.close();
    }
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isConnected() {
    return channel != null && channel.isConnected();
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public void setSoTimeout(int millis) {
    timeoutMillis = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeoutMillis;
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // A unix socket never delays.
  }

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  @Override
  public void setKeepAlive(boolean on) {
    // Both ends are on one machine: the kernel tells at once when the other one is gone.
  }

  @Override
  public void setSendBufferSize(int size) {
    // The kernel's own size is right for unix sockets.
  }

  @Override
  public int getSendBufferSize() {
    return 65536;
  }

  @Override
  public void setReceiveBufferSize(int size) {
    // As for sending.
  }

  @Override
  public int getReceiveBufferSize() {
    return 65536;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }
}
