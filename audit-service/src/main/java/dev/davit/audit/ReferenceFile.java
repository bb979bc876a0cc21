package dev.davit.audit;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.Reference;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** One database's stored references, line by line. Used by one thread; to be closed. */
final class ReferenceFile implements Iterator<Reference>, AutoCloseable {
  private final BufferedReader lines;
  private String next;

  ReferenceFile(Repository repository, Node file) {
    this.lines =
        new BufferedReader(new InputStreamReader(repository.read(file), StandardCharsets.UTF_8));
    this.next = read();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Reference next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    String line = next;
    next = read();
    return Json.read(line, Reference.class);
  }

  private String read() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
