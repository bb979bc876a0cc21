package dev.davit.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/** Text, vectors, ids and file bodies that depend on the seed and their key alone. Immutable. */
final class DemoContent {
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ren", "tu", "sa", "vo", "ne", "pi", "dra", "con", "ter", "al", "is", "om"
  };

  private final long seed;
  private final int minBytes;
  private final int maxBytes;
  private final String[] words;

  DemoContent(long seed, int minBytes, int maxBytes) {
    this.seed = seed;
    this.minBytes = minBytes;
    this.maxBytes = maxBytes;
    var random = new SplittableRandom(seed);
    words = new String[800];
    for (int i = 0; i < words.length; i++) {
      var word = new StringBuilder();
      for (int s = 1 + random.nextInt(4); s > 0; s--) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      words[i] = word.toString();
    }
  }

  /** A generator for one key; equal keys give equal sequences. */
  SplittableRandom random(String key) {
    long h = seed * 0x9E3779B97F4A7C15L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ b) * 0x100000001B3L;
    }
    return new SplittableRandom(h);
  }

  UUID uuid(String key) {
    var random = random("uuid/" + key);
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  String sentence(SplittableRandom random, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      double skew = random.nextDouble();
      text.append(i == 0 ? "" : " ").append(words[(int) (words.length * skew * skew)]);
    }
    return text.append('.').toString();
  }

  /** {@code {0.1,…}}, as PostgreSQL writes an array of reals. */
  String vector(SplittableRandom random, int dimensions) {
    var text = new StringBuilder("{");
    for (int i = 0; i < dimensions; i++) {
      text.append(i == 0 ? "" : ",").append((random.nextInt(2000) - 1000) / 1000f);
    }
    return text.append('}').toString();
  }

  /**
   * The body of a picture: does not compress; about one in sixteen repeats a body used elsewhere.
   */
  byte[] picture(String key) {
    var pick = random("pick/" + key);
    var random = random(pick.nextInt(16) == 0 ? "shared/" + pick.nextInt(24) : "picture/" + key);
    var body = new byte[size(random)];
    random.nextBytes(body);
    byte[] head = {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1
    };
    System.arraycopy(head, 0, body, 0, head.length);
    return body;
  }

  /** The body of a document: compresses well. */
  byte[] document(String key) {
    var random = random("document/" + key);
    int size = size(random);
    var text = new StringBuilder(size + 200);
    while (text.length() < size) {
      text.append(sentence(random, 8 + random.nextInt(10))).append('\n');
    }
    return text.substring(0, size).getBytes(StandardCharsets.UTF_8);
  }

  /** Packed arrays, half of it noise. */
  byte[] arrays(String key, int size) {
    var random = random("arrays/" + key);
    var body = new byte[size];
    for (int i = 0; i < size; i += 2) {
      body[i] = (byte) random.nextInt();
    }
    return body;
  }

  private int size(SplittableRandom random) {
    return minBytes + random.nextInt(maxBytes - minBytes + 1);
  }
}
