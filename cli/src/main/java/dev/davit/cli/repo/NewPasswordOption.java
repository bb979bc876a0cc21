package dev.davit.cli.repo;

import dev.davit.cli.secret.SecretFile;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A password that is given to a repository. */
final class NewPasswordOption {
  @Option(
      names = "--new-password-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the new password in its first line.")
  private Path file;

  @Option(names = "--generate", description = "Makes FILE, with a password of 160 random bits.")
  private boolean generate;

  /**
   * @throws DavitException SECRET_MISSING; INVALID_REQUEST if a file that is to be made exists
   */
  Password password() throws IOException {
    return generate ? generated(file) : Password.fromFile(file);
  }

  /** The password is in the file before it opens anything. */
  static Password generated(Path file) throws IOException {
    var absolute = file.toAbsolutePath();
    if (Files.exists(absolute)) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "file \"" + file + '"', "it is there already");
    }
    if (!Files.isDirectory(absolute.getParent())) {
      throw new DavitException(
          ErrorCode.PATH_MISSING, "directory \"" + absolute.getParent() + '"', null);
    }
    var password = Password.generated();
    SecretFile.write(absolute, new String(password.chars()) + "\n");
    return password;
  }
}
