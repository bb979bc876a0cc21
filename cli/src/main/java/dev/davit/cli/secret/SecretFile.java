package dev.davit.cli.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read; complete or absent. */
public final class SecretFile {
  private static final String OWNER_ONLY = "rw-------";

  private SecretFile() {}

  /** Replaces the file; at no time is it readable by others. */
  public static void write(Path file, String content) throws IOException {
    var permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
    var draft = Files.createTempFile(file.getParent(), "." + file.getFileName(), null, permissions);
    try {
      Files.writeString(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
