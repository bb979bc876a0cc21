package dev.davit.repository.crypto;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A repository password. Holds a copy that {@link #close} wipes; never printed.
 *
 * <p>Generated ones carry a mark and a check sum, so that they are known again when they are read
 * from a file: 160 random bits need no slow key derivation, a person's password always does.
 */
public final class Password implements AutoCloseable {
  private static final String MARK = "davit-";
  private static final int RANDOM_BYTES = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final char[] chars;

  public Password(char[] chars) {
    this.chars = chars.clone();
  }

  /** 160 random bits as text of one line. */
  public static Password generated() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String hex = HexFormat.of().formatHex(random);
    return new Password((MARK + hex + checkSum(hex)).toCharArray());
  }

  /**
   * The first line of a file.
   *
   * @throws DavitException {@code SECRET_MISSING} if it cannot be read or is empty
   */
  public static Password fromFile(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      int end = 0;
      while (end < text.length() && text.get(end) != '\n' && text.get(end) != '\r') {
        end++;
      }
      char[] line = new char[end];
      text.get(line);
      if (end == 0) {
        throw new DavitException(ErrorCode.SECRET_MISSING, "file \"" + file + '"', "it is empty");
      }
      return new Password(line);
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.SECRET_MISSING, "file \"" + file + '"', "it cannot be read", e);
    }
  }

  /** Whether it was made by {@link #generated}. */
  public boolean isGenerated() {
    String text = new String(chars);
    int hexLength = 2 * RANDOM_BYTES;
    if (text.length() != MARK.length() + hexLength + 8 || !text.startsWith(MARK)) {
      return false;
    }
    String hex = text.substring(MARK.length(), MARK.length() + hexLength);
    return text.endsWith(checkSum(hex));
  }

  /** A copy, to be stored as a secret by the caller. */
  public char[] chars() {
    return chars.clone();
  }

  /** UTF-8; the caller wipes it. */
  byte[] bytes() {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  private static String checkSum(String hex) {
    var crc = new CRC32C();
    crc.update(hex.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  @Override
  public void close() {
    Arrays.fill(chars, '\0');
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
