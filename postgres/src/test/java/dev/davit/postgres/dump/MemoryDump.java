package dev.davit.postgres.dump;

import dev.davit.postgres.restore.DumpFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps a dump's files in memory. */
public final class MemoryDump implements DumpSink, DumpFiles {
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

  @Override
  public void file(String name, InputStream content) throws IOException {
    if (files.put(name, content.readAllBytes()) != null) {
      throw new IllegalStateException(name + " came twice");
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public InputStream open(String name) {
    return new ByteArrayInputStream(files.get(name));
  }

  @Override
  public long size(String name) {
    return files.get(name).length;
  }

  public void put(String name, byte[] content) {
    files.put(name, content);
  }

  public byte[] get(String name) {
    return files.get(name);
  }
}
