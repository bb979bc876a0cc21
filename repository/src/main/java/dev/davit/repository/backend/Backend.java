package dev.davit.repository.backend;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a repository's objects are kept. Safe for use by several threads and, as far as creating,
 * reading and listing go, by several processes.
 *
 * <p>Every method throws a {@link StoreException}: {@link StoreUnavailable} if the store does not
 * answer or breaks off, {@link AccessDenied} if it refuses, {@link StoreFull} if it has no room.
 * Methods are safe to repeat after the first, never after the others.
 */
public interface Backend extends AutoCloseable {
  /** As given by the user, without secrets; for messages. */
  String location();

  /**
   * Creates the object whole or not at all; durable after the next {@link #sync}. Makes the
   * directories it needs. Already there: {@link ObjectExists}, bytes untouched, unless our own
   * retry wrote it.
   */
  void create(ObjectName name, ObjectBody body);

  /**
   * Exactly {@code length} bytes from {@code offset}. Not there: {@link ObjectMissing}; too short:
   * {@link ObjectTruncated}.
   */
  byte[] read(ObjectName name, long offset, int length);

  /**
   * All bytes as a stream, to be closed by the caller; {@link ObjectMissing} is thrown at once. A
   * failure while reading is the stream's {@code IOException}.
   */
  InputStream open(ObjectName name);

  /** In bytes. Not there: {@link ObjectMissing}. */
  long size(ObjectName name);

  /**
   * Hands over every object of the kind once, in ascending order of id. Files that are no objects
   * are passed over. An object created or deleted meanwhile may be listed or not. A kind or
   * repository that is not there has no objects.
   */
  void list(ObjectKind kind, Consumer<StoredObject> each);

  /** Deletes the object; one that is not there is as good as deleted. */
  void delete(ObjectName name);

  /** Returns when everything created and deleted so far survives a loss of power. */
  void sync();

  /** Does not sync. */
  @Override
  void close();

  /** All bytes of an object that is known to be small. */
  default byte[] read(ObjectName name) {
    return read(name, 0, Math.toIntExact(size(name)));
  }

  default boolean exists(ObjectName name) {
    try {
      size(name);
      return true;
    } catch (ObjectMissing missing) {
      return false;
    }
  }

  /** As {@link #list(ObjectKind, Consumer)}, for kinds that are few: not for packs. */
  default List<StoredObject> list(ObjectKind kind) {
    var found = new ArrayList<StoredObject>();
    list(kind, found::add);
    return found;
  }
}
