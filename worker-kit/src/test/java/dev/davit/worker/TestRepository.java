package dev.davit.worker;

import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A repository in a directory, and the file that its password is in. */
record TestRepository(Path directory) {
  /** In the form of a generated one: a person's would be stretched for long at each opening. */
  static final String PASSWORD = "davit-5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed0455d0b1";

  static TestRepository init(Path parent) {
    var made = new TestRepository(parent.resolve("repository"));
    secret(parent, "password", PASSWORD);
    try (var password = made.password()) {
      Repository.init(new LocalBackend(made.directory), password).close();
    }
    return made;
  }

  /** Writes a secret to a file of that name. */
  static SecretRef secret(Path parent, String name, String secret) {
    try {
      Path file = Files.writeString(parent.resolve(name), secret + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return new SecretRef("file:" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Password password() {
    return Password.fromFile(passwordFile());
  }

  private Path passwordFile() {
    return directory.resolveSibling("password");
  }

  RepositorySettings settings() {
    return new RepositorySettings(
        directory.toString(), new SecretRef("file:" + passwordFile()), Map.of(), null, null);
  }

  /** As another process would; the caller closes it. */
  Repository open() {
    return open(InstantSource.system());
  }

  Repository open(InstantSource clock) {
    try (var password = password()) {
      return Repository.open(new LocalBackend(directory), password, null, clock);
    }
  }

  /** Ids of all locks in it. */
  List<String> locks() {
    try (Stream<Path> files = Files.list(directory.resolve("locks"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
