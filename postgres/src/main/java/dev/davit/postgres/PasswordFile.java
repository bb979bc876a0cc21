package dev.davit.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A libpq password file that exists as long as a tool needs it; readable by its owner only. */
public final class PasswordFile implements AutoCloseable {
  private final Path file;

  private PasswordFile(Path file) {
    this.file = file;
  }

  /**
   * @param directory private; a crash leaves the file there, and wiping the directory removes it
   * @param password null: no file, and {@link #environment} is empty
   */
  public static PasswordFile write(Path directory, char[] password) throws IOException {
    if (password == null) {
      return new PasswordFile(null);
    }
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = Files.createTempFile(directory, ".pgpass", "", onlyOwner);
    String escaped = new String(password).replace("\\", "\\\\").replace(":", "\\:");
    Files.writeString(file, "*:*:*:*:" + escaped + "\n", StandardCharsets.UTF_8);
    return new PasswordFile(file);
  }

  public Map<String, String> environment() {
    return file == null ? Map.of() : Map.of("PGPASSFILE", file.toString());
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
