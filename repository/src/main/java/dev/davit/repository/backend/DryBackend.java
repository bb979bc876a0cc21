package dev.davit.repository.backend;

import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Passes reads through and forgets what is written: for finding out how much a command would store.
 * What it was given cannot be read back. Deleting is refused.
 */
public final class DryBackend implements Backend {
  private final Backend inner;

  public DryBackend(Backend inner) {
    this.inner = inner;
  }

  @Override
  public String location() {
    return inner.location();
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    // Forgotten: that is what it is for.
  }

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    return inner.read(name, offset, length);
  }

  @Override
  public InputStream open(ObjectName name) {
    return inner.open(name);
  }

  @Override
  public long size(ObjectName name) {
    return inner.size(name);
  }

  @Override
  public void list(ObjectKind kind, Consumer<StoredObject> each) {
    inner.list(kind, each);
  }

  @Override
  public void delete(ObjectName name) {
    String object = "object \"" + name + "\" of \"" + location() + '"';
    throw new AccessDenied(object, "opened for a dry run", null);
  }

  @Override
  public void sync() {
    // Nothing was written.
  }

  @Override
  public void close() {
    inner.close();
  }
}
