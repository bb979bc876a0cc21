package dev.davit.repository.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of an object to be created. Can be read several times, so that a failed creation can be
 * repeated; must not change until it has returned.
 */
public interface ObjectBody {
  /** In bytes. */
  long size();

  /** A new stream over all bytes. */
  InputStream open() throws IOException;

  /** Keeps the array, copies nothing. */
  static ObjectBody of(byte[] bytes) {
    return new ObjectBody() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /** A file that is whole already. */
  static ObjectBody of(Path file) throws IOException {
    long size = Files.size(file);
    return new ObjectBody() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }
}
