package dev.davit.kit.secret;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.SecretRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;

/** Reads secrets from files and from the environment. Thread-safe; keeps nothing. */
public final class SecretResolver {
  private static final System.Logger LOG = System.getLogger(SecretResolver.class.getName());

  private final Map<String, String> environment;

  public SecretResolver() {
    this(System.getenv());
  }

  /** With another environment than the process's. */
  public SecretResolver(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The secret, which the caller should overwrite after use. Of a file its first line, without the
   * line's end. {@link ErrorCode#SECRET_MISSING}, naming the reference alone, if there is none or
   * it is empty.
   */
  public char[] resolve(SecretRef reference) {
    String value = reference.value();
    char[] secret =
        value.startsWith("env:")
            ? environment(reference, value.substring("env:".length()))
            : file(reference, Path.of(value.substring("file:".length())));
    if (secret.length == 0) {
      throw missing(reference, "it is empty");
    }
    return secret;
  }

  private char[] environment(SecretRef reference, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw missing(reference, "the variable is not set");
    }
    return value.toCharArray();
  }

  private static char[] file(SecretRef reference, Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
      warnIfOpen(reference, file);
    } catch (IOException e) {
      throw missing(reference, "the file cannot be read");
    }
    try {
      return firstLine(reference, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static char[] firstLine(SecretRef reference, byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != '\n' && content[end] != '\r') {
      end++;
    }
    try {
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, 0, end));
      char[] secret = new char[text.remaining()];
      text.get(secret);
      Arrays.fill(text.array(), '\0');
      return secret;
    } catch (CharacterCodingException e) {
      throw missing(reference, "the file's first line is no UTF-8 text");
    }
  }

  private static void warnIfOpen(SecretRef reference, Path file) throws IOException {
    if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      LOG.log(System.Logger.Level.WARNING, "secret readable by everyone; reference={0}", reference);
    }
  }

  private static DavitException missing(SecretRef reference, String reason) {
    return new DavitException(
        ErrorCode.SECRET_MISSING, "secret \"" + reference.value() + "\"", reason);
  }
}
