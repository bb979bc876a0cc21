package dev.davit.repository.backend;

import java.io.InputStream;
import java.util.function.Consumer;

/** Passes reads through and refuses everything else before it reaches the store. */
public final class ReadOnlyBackend implements Backend {
  private final Backend inner;

  private ReadOnlyBackend(Backend inner) {
    this.inner = inner;
  }

  public static Backend of(Backend inner) {
    return inner instanceof ReadOnlyBackend ? inner : new ReadOnlyBackend(inner);
  }

  @Override
  public String location() {
    return inner.location();
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    throw refused(name);
  }

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    return inner.read(name, offset, length);
  }

  @Override
  public byte[] read(ObjectName name) {
    return inner.read(name);
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
    throw refused(name);
  }

  @Override
  public void sync() {
    // Nothing was written.
  }

  @Override
  public void close() {
    inner.close();
  }

  private AccessDenied refused(ObjectName name) {
    String object = "object \"" + name + "\" of \"" + location() + '"';
    return new AccessDenied(object, "opened for reading only", null);
  }
}
