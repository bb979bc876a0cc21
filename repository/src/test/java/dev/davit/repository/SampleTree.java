package dev.davit.repository;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileType;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.posix.PosixFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * A directory with one of everything that Linux allows in a directory; for a normal user, without
 * what only root may make.
 */
public final class SampleTree {
  private static final Instant EARLY = Instant.parse("1969-07-20T20:17:40.123456789Z");
  private static final Instant LATE = Instant.parse("2038-01-19T03:14:08.000000001Z");

  private final Random random;

  private SampleTree(Random random) {
    this.random = random;
  }

  /** Makes it; the seed is printed. */
  public static Path make(Path directory, long seed) throws IOException {
    System.out.println("sample tree seed=" + seed);
    Files.createDirectories(directory);
    try (Directory root = Directory.open(directory)) {
      new SampleTree(new Random(seed)).fill(root);
    }
    return directory;
  }

  private void fill(Directory root) throws IOException {
    contents(root);
    names(root);
    links(root);
    metadata(root);
    specials(root);
    root.setTimes(LATE, EARLY);
  }

  private void contents(Directory root) throws IOException {
    file(root, "empty", new byte[0]);
    file(root, "one", new byte[] {1});
    file(root, "text.sql", text(3_000_000));
    file(root, "random.bin", bytes(12_000_000));
    file(root, "zeros.bin", new byte[3_000_000]);
    byte[] mixed = bytes(2_500_000);
    java.util.Arrays.fill(mixed, 500_000, 2_100_001, (byte) 0);
    file(root, "mixed.bin", mixed);
    root.makeDirectory(bytes("many"), 0755);
    try (Directory many = root.directory(bytes("many"))) {
      for (int i = 0; i < 300; i++) {
        file(many, "file-" + i, text(random.nextInt(20_000)));
      }
    }
    try (PosixFile sparse = root.create(bytes("sparse"), 0644)) {
      sparse.setSize(200L << 20);
      sparse.write(bytes(5_000), 0, 5_000, 100L << 20);
    }
  }

  private void names(Directory root) throws IOException {
    root.makeDirectory(bytes("names"), 0755);
    try (Directory names = root.directory(bytes("names"))) {
      String[] texts = {
        "with space",
        "quote\"",
        "back\\slash",
        "new\nline",
        "tab\t",
        "bell\u0007",
        "del\u007f",
        "ümläut",
        "日本語",
        "emoji-\uD83D\uDE00",
        "\\x41",
        "%2e",
        "-rf",
        "…",
        "a.b",
        "a",
        "a-b",
        "\u0085next",
        "soft\u00adhyphen",
        "replacement\ufffd",
        "<&>",
        "line\u2028sep"
      };
      for (String text : texts) {
        file(names, text, text.getBytes(StandardCharsets.UTF_8));
      }
      byte[][] raws = {
        {(byte) 0xff},
        {(byte) 0xff, (byte) 0xfe, 'x'},
        {'l', (byte) 0xe9},
        {(byte) 0xc3},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {1},
        {'a', (byte) 0x80, '\\'}
      };
      for (byte[] raw : raws) {
        file(names, raw, raw);
      }
      names.makeDirectory(new byte[] {'d', (byte) 0xfd}, 0711);
      try (Directory inner = names.directory(new byte[] {'d', (byte) 0xfd})) {
        file(inner, new byte[] {(byte) 0xfc}, bytes(100));
      }
    }
  }

  private void links(Directory root) throws IOException {
    root.makeDirectory(bytes("links"), 0755);
    try (Directory links = root.directory(bytes("links"))) {
      links.makeLink(bytes("to-file"), bytes("../one"));
      links.makeLink(bytes("dangling"), bytes("/nowhere/at all"));
      links.makeLink(bytes("to-directory"), bytes(".."));
      links.makeLink(bytes("raw"), new byte[] {'x', (byte) 0xff, 'y'});
      links.setTimes(bytes("dangling"), LATE, EARLY);
      file(links, "hard-1", bytes(40_000));
      links.hardLink(links, bytes("hard-1"), bytes("hard-2"));
      root.hardLink(links, bytes("hard-1"), bytes("zz-hard-3"));
    }
  }

  private void metadata(Directory root) throws IOException {
    root.makeDirectory(bytes("meta"), 0755);
    try (Directory meta = root.directory(bytes("meta"))) {
      int[] modes = {Owners.isRoot() ? 0 : 0600, 0400, 0644, 0777, 04755, 02755, 01644};
      for (int mode : modes) {
        byte[] name = bytes("mode-" + Integer.toOctalString(mode));
        file(meta, name, text(50));
        meta.setMode(name, mode);
        meta.setTimes(name, LATE, EARLY);
      }
      file(meta, "owned", text(10));
      owner(meta, "owned", 12345, 54321);
      file(meta, "attributes", text(10));
      meta.xattrs(bytes("attributes")).set(bytes("user.origin"), bytes("davit"));
      meta.xattrs(bytes("attributes")).set(bytes("user.raw"), bytes(200));
      meta.xattrs(bytes("attributes")).set(bytes("user.empty"), new byte[0]);
      meta.makeDirectory(bytes("empty directory"), 0755);
      meta.setMode(bytes("empty directory"), 03777);
      owner(meta, "empty directory", 7, 8);
      meta.xattrs(bytes("empty directory")).set(bytes("user.dir"), bytes("yes"));
      meta.setTimes(bytes("empty directory"), EARLY, EARLY);
      meta.makeDirectory(bytes("read only"), 0755);
      try (Directory closed = meta.directory(bytes("read only"))) {
        file(closed, "inside", text(100));
      }
      meta.setMode(bytes("read only"), 0555);
    }
  }

  private static void specials(Directory root) throws IOException {
    root.makeFifo(bytes("fifo"), 0640);
    if (Owners.isRoot()) {
      root.makeNode(bytes("null"), FileType.CHARACTER_DEVICE, 0666, 0x103);
    }
  }

  /** Others' files are root's to make. */
  private static void owner(Directory in, String name, int uid, int gid) throws IOException {
    if (Owners.isRoot()) {
      in.setOwner(bytes(name), uid, gid);
    }
  }

  private static void file(Directory in, String name, byte[] content) throws IOException {
    file(in, bytes(name), content);
  }

  private static void file(Directory in, byte[] name, byte[] content) throws IOException {
    try (PosixFile file = in.create(name, 0644)) {
      file.write(content, 0, content.length, 0);
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] text(int length) {
    var text = new StringBuilder(length + 32);
    while (text.length() < length) {
      text.append(random.nextInt(1000)).append("\tvalue ").append(random.nextInt(50)).append('\n');
    }
    text.setLength(length);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
