package dev.davit.repository.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * File names of any bytes as Java text, without loss: UTF-8 is decoded, any other byte b becomes
 * the lone surrogate U+DC00+b (as Python's {@code surrogateescape}). Comparing such text is not the
 * order of the bytes: use {@link #compare}.
 */
public final class FileName {
  private static final int ESCAPE = 0xDC00;

  private FileName() {}

  public static String decode(byte[] name) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(name);
    CharBuffer out = CharBuffer.allocate(name.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE + (in.get() & 0xff)));
      }
      decoder.reset();
    }
  }

  public static byte[] encode(String name) {
    boolean escaped = name.chars().anyMatch(FileName::isEscape);
    if (!escaped) {
      return name.getBytes(StandardCharsets.UTF_8);
    }
    var out = new ByteArrayOutputStream(name.length());
    for (int i = 0; i < name.length(); ) {
      int point = name.codePointAt(i);
      if (isEscape(point)) {
        out.write(point - ESCAPE);
      } else {
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(point);
    }
    return out.toByteArray();
  }

  /** By unsigned bytes, as trees are sorted. */
  public static int compare(String left, String right) {
    return Arrays.compareUnsigned(encode(left), encode(right));
  }

  private static boolean isEscape(int point) {
    return point >= ESCAPE + 0x80 && point <= ESCAPE + 0xff;
  }
}
