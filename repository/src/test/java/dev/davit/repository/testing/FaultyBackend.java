package dev.davit.repository.testing;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoreException;
import dev.davit.repository.backend.StoreUnavailable;
import dev.davit.repository.backend.StoredObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A backend that fails as a script says, and else passes everything to the one inside. At the end
 * {@link #assertAllFired} fails if a scripted fault never came about. Thread-safe.
 */
public final class FaultyBackend implements Backend {
  /** What can fail. */
  public enum Operation {
    CREATE,
    READ,
    OPEN,
    SIZE,
    LIST,
    DELETE,
    SYNC
  }

  /** When a fault strikes: instead of the operation, or when it is done but not yet reported. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  private static final class Fault {
    final Operation operation;
    final ObjectKind kind;
    final Moment moment;
    final StoreException failure;
    int pass;
    int left;

    Fault(
        Operation operation,
        ObjectKind kind,
        Moment moment,
        StoreException failure,
        int pass,
        int left) {
      this.operation = operation;
      this.kind = kind;
      this.moment = moment;
      this.failure = failure;
      this.pass = pass;
      this.left = left;
    }
  }

  private final Backend inner;
  private final List<Fault> faults = new ArrayList<>();
  private Consumer<ObjectName> beforeDelete = name -> {};

  public FaultyBackend(Backend inner) {
    this.inner = inner;
  }

  /** The next {@code times} such operations fail as a store that does not answer. */
  public FaultyBackend fail(Operation operation, ObjectKind kind, int times) {
    return fail(operation, kind, Moment.BEFORE, unavailable(), 0, times);
  }

  /** The next such operation is done, and fails all the same. */
  public FaultyBackend failAfter(Operation operation, ObjectKind kind) {
    return fail(operation, kind, Moment.AFTER, unavailable(), 0, 1);
  }

  /**
   * @param kind null: any
   * @param pass how many such operations are let through first
   * @param times how many fail then
   */
  public synchronized FaultyBackend fail(
      Operation operation,
      ObjectKind kind,
      Moment moment,
      StoreException failure,
      int pass,
      int times) {
    faults.add(new Fault(operation, kind, moment, failure, pass, times));
    return this;
  }

  /** Called before each deletion, so that a test can look at what is left. */
  public synchronized FaultyBackend beforeDelete(Consumer<ObjectName> look) {
    beforeDelete = look;
    return this;
  }

  public static StoreUnavailable unavailable() {
    return new StoreUnavailable("object \"scripted\"", "a scripted fault", null);
  }

  public synchronized void assertAllFired() {
    for (Fault fault : faults) {
      if (fault.left > 0) {
        throw new AssertionError(
            "a scripted fault of %s %s never fired, %d left"
                .formatted(fault.operation, fault.kind, fault.left));
      }
    }
  }

  private synchronized void strike(Operation operation, ObjectKind kind, Moment moment) {
    for (Fault fault : faults) {
      boolean meant =
          fault.left > 0
              && fault.operation == operation
              && fault.moment == moment
              && (fault.kind == null || fault.kind == kind);
      if (meant && fault.pass-- <= 0) {
        fault.left--;
        throw fault.failure;
      }
    }
  }

  @Override
  public String location() {
    return inner.location();
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    strike(Operation.CREATE, name.kind(), Moment.BEFORE);
    inner.create(name, body);
    strike(Operation.CREATE, name.kind(), Moment.AFTER);
  }

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    strike(Operation.READ, name.kind(), Moment.BEFORE);
    return inner.read(name, offset, length);
  }

  @Override
  public byte[] read(ObjectName name) {
    strike(Operation.READ, name.kind(), Moment.BEFORE);
    return inner.read(name);
  }

  @Override
  public InputStream open(ObjectName name) {
    strike(Operation.OPEN, name.kind(), Moment.BEFORE);
    return inner.open(name);
  }

  @Override
  public long size(ObjectName name) {
    strike(Operation.SIZE, name.kind(), Moment.BEFORE);
    return inner.size(name);
  }

  @Override
  public void list(ObjectKind kind, Consumer<StoredObject> each) {
    strike(Operation.LIST, kind, Moment.BEFORE);
    inner.list(kind, each);
    strike(Operation.LIST, kind, Moment.AFTER);
  }

  @Override
  public void delete(ObjectName name) {
    Consumer<ObjectName> look;
    synchronized (this) {
      look = beforeDelete;
    }
    look.accept(name);
    strike(Operation.DELETE, name.kind(), Moment.BEFORE);
    inner.delete(name);
    strike(Operation.DELETE, name.kind(), Moment.AFTER);
  }

  @Override
  public void sync() {
    strike(Operation.SYNC, null, Moment.BEFORE);
    inner.sync();
  }

  @Override
  public void close() {
    inner.close();
  }
}
