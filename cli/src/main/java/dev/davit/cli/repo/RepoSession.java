package dev.davit.cli.repo;

import dev.davit.cli.verb.RepositoryOption;
import dev.davit.cli.verb.StoreAccess;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.DryBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.snapshot.RepositoryLock;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** An open repository for one command, given back however the command ends. */
final class RepoSession implements AutoCloseable {
  private final Backend backend;
  private final Repository repository;
  private final Interruption interruption;

  private RepoSession(Backend backend, Repository repository) {
    this.backend = backend;
    this.repository = repository;
    this.interruption = Interruption.watch(() -> repository.locks().releaseAll());
  }

  static RepoSession open(RepositoryOption option) {
    return open(option.passwordFile(), StoreAccess.open(option.settings()));
  }

  static RepoSession open(SourceOption option) {
    return open(option.passwordFile(), StoreAccess.open(option.settings()));
  }

  /** For the repair of an index that cannot be loaded. */
  static RepoSession openWithoutIndex(RepositoryOption option) {
    Backend backend = StoreAccess.open(option.settings());
    return open(option.passwordFile(), backend, Repository::openWithoutIndex);
  }

  /** What is written is forgotten. */
  static RepoSession dry(RepositoryOption option) {
    return open(option.passwordFile(), new DryBackend(StoreAccess.open(option.settings())));
  }

  private static RepoSession open(Path passwordFile, Backend backend) {
    return open(passwordFile, backend, Repository::open);
  }

  private static RepoSession open(
      Path passwordFile, Backend backend, BiFunction<Backend, Password, Repository> how) {
    try (var password = Password.fromFile(passwordFile)) {
      return new RepoSession(backend, how.apply(backend, password));
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  Repository repository() {
    return repository;
  }

  /** True once the process was told to end. */
  boolean isCancelled() {
    return interruption.isSet();
  }

  /** The lock of whoever writes; what a prune did before it was taken is seen. */
  RepositoryLock lockShared() {
    RepositoryLock lock = repository.lockShared(LockName.ofThisProcess());
    repository.refresh();
    return lock;
  }

  /** The lock of whoever deletes. */
  RepositoryLock lockExclusive() {
    RepositoryLock lock = repository.lockExclusive(LockName.ofThisProcess());
    repository.refresh();
    return lock;
  }

  @Override
  public void close() {
    try {
      repository.close();
      backend.close();
    } finally {
      interruption.close();
    }
  }
}
