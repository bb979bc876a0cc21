package dev.davit.repository.backend.memory;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.ObjectTruncated;
import dev.davit.repository.backend.StoreUnavailable;
import dev.davit.repository.backend.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Keeps the objects in memory until it is forgotten; closing keeps them. Thread-safe. */
public final class MemoryBackend implements Backend {
  private final ConcurrentSkipListMap<ObjectName, Kept> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  public MemoryBackend() {
    this(InstantSource.system());
  }

  /** With the time of creation from elsewhere. */
  public MemoryBackend(InstantSource clock) {
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] bytes, Instant created) {}

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    byte[] bytes = bytes(name, body);
    if (objects.putIfAbsent(name, new Kept(bytes, clock.instant())) != null) {
      throw new ObjectExists(quoted(name), null, null);
    }
  }

  private static byte[] bytes(ObjectName name, ObjectBody body) {
    try (InputStream in = body.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new StoreUnavailable(quoted(name), "its bytes could not be read: " + e, e);
    }
  }

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    byte[] bytes = existing(name);
    if (offset + length > bytes.length) {
      throw new ObjectTruncated(quoted(name), "it has only " + bytes.length + " bytes", null);
    }
    return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
  }

  @Override
  public InputStream open(ObjectName name) {
    return new ByteArrayInputStream(existing(name));
  }

  @Override
  public long size(ObjectName name) {
    return existing(name).length;
  }

  private byte[] existing(ObjectName name) {
    Kept kept = objects.get(name);
    if (kept == null) {
      throw new ObjectMissing(quoted(name), null, null);
    }
    return kept.bytes();
  }

  private static String quoted(ObjectName name) {
    return "object \"" + name + "\" in memory";
  }

  @Override
  public void list(ObjectKind kind, Consumer<StoredObject> each) {
    objects.forEach((name, kept) -> {
      if (name.kind() == kind) {
        each.accept(new StoredObject(name, kept.bytes().length, kept.created()));
      }
    });
  }

  @Override
  public void delete(ObjectName name) {
    objects.remove(name);
  }

  @Override
  public void sync() {
    // Memory does not survive a loss of power anyway.
  }

  @Override
  public void close() {
    // Kept, so that a repository can be opened again on the same objects.
  }
}
