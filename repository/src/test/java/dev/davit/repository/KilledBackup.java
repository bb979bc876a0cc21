package dev.davit.repository;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.backend.local.LocalBackend;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/** A backup as a process of its own, to be killed; says a line before each step at the store. */
public final class KilledBackup {
  private KilledBackup() {}

  /** Repository, then source. */
  public static void main(String[] arguments) {
    Backend backend = new Telling(new LocalBackend(Path.of(arguments[0])));
    try (Repository repository = Repository.open(backend, Backups.password())) {
      var parent = repository.snapshots().isEmpty() ? null : repository.snapshot("latest").tree();
      Backups.backup(repository, Path.of(arguments[1]), parent, Instant.now());
    }
    System.out.println("stored");
  }

  private record Telling(Backend inner) implements Backend {
    private static void tell(String step) {
      System.out.println(step);
      System.out.flush();
    }

    @Override
    public String location() {
      return inner.location();
    }

    @Override
    public void create(ObjectName name, ObjectBody body) {
      tell("create " + name);
      inner.create(name, body);
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
      tell("delete " + name);
      inner.delete(name);
    }

    @Override
    public void sync() {
      tell("sync");
      inner.sync();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
