package dev.davit.cli.verb;

import dev.davit.cli.secret.SecretFile;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes secrets below a stack's directory and hands out references to them. */
final class Secrets {
  private final Path directory;
  private final Undo undo;

  Secrets(Path directory, Undo undo) {
    this.directory = directory;
    this.undo = undo;
  }

  /** Where the secret of that name is, whether it exists or not. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** Writes a secret, readable by its owner only, in the place of an older one. */
  SecretRef keep(String name, char[] secret) throws IOException {
    var file = file(name);
    if (!Files.exists(file)) {
      undo.remember(file);
    }
    SecretFile.write(file, new String(secret) + "\n");
    return new SecretRef("file:" + file);
  }

  /**
   * What a reference points to.
   *
   * @throws DavitException SECRET_MISSING
   */
  static char[] resolve(SecretRef reference) {
    String value = reference.value();
    if (value.startsWith("env:")) {
      String found = System.getenv(value.substring("env:".length()));
      if (found == null || found.isEmpty()) {
        throw new DavitException(ErrorCode.SECRET_MISSING, "secret \"" + value + "\"", "not set");
      }
      return found.toCharArray();
    }
    try (var password =
        dev.davit.repository.crypto.Password.fromFile(Path.of(value.substring("file:".length())))) {
      char[] copy = password.chars();
      return Arrays.copyOf(copy, copy.length);
    }
  }
}
