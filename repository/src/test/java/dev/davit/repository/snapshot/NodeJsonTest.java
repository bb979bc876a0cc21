package dev.davit.repository.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.repository.pack.BlobId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NodeJsonTest {
  private static final Instant TIME = Instant.parse("2026-11-24T01:02:03.000000004Z");

  @Test
  void namesOfAnyBytesSurvive() {
    long seed = 99;
    System.out.println("names seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] name = new byte[1 + random.nextInt(12)];
      random.nextBytes(name);
      String text = FileName.decode(name);
      assertThat(FileName.encode(text)).isEqualTo(name);
      assertThat(GoQuote.unquote(GoQuote.quote(text))).isEqualTo(text);
      assertThat(GoQuote.quote(text).getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '\n');
    }
  }

  @Test
  void everyEscapeOfGoIsRead() {
    assertThat(GoQuote.unquote("a\\a\\b\\f\\n\\r\\t\\v\\\\\\\"z"))
        .isEqualTo("a\u0007\b\f\n\r\t\u000b\\\"z");
    assertThat(GoQuote.unquote("\\u00e4\\U0001F600\\xc3\\xa4\\101")).isEqualTo("ä\uD83D\uDE00äA");
    assertThat(FileName.encode(GoQuote.unquote("\\xff"))).isEqualTo(new byte[] {(byte) 0xff});
  }

  @Test
  void aNodeSurvivesWithEveryField() {
    BlobId blob = BlobId.hash(new byte[] {1});
    Node file =
        new Node(
            FileName.decode(new byte[] {'x', (byte) 0xff}),
            NodeType.FILE,
            06755,
            TIME,
            TIME.minusNanos(1),
            TIME.plusNanos(1),
            -2,
            12345,
            "user",
            "group",
            -1,
            77,
            1L << 40,
            3,
            "",
            List.of(new ExtendedAttribute("user.a", new byte[] {0, 1, (byte) 200})),
            0,
            List.of(blob, blob),
            null);
    Node link =
        new Node(
            "y",
            NodeType.SYMLINK,
            0777,
            Instant.parse("1950-01-01T00:00:00Z"),
            null,
            null,
            0,
            0,
            "",
            "",
            5,
            0,
            0,
            1,
            FileName.decode(new byte[] {'t', (byte) 0xfe}),
            null,
            0,
            null,
            null);
    Node directory = Node.directory("z", 01777, TIME, blob);

    List<Node> read = roundTrip(List.of(file, link, directory));

    assertThat(read.get(0)).usingRecursiveComparison().isEqualTo(file);
    assertThat(read.get(1)).isEqualTo(link);
    assertThat(read.get(2)).isEqualTo(directory);
  }

  @Test
  void theJsonIsTheOneThatResticWrites() {
    var writer = new TreeWriter();
    writer.add(Node.file("a\"b", 0644, TIME, 3, List.of(BlobId.hash(new byte[0]))));
    assertThat(new String(writer.finish(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"nodes\":[{\"name\":\"a\\\\\\\"b\",\"type\":\"file\",\"mode\":420,"
                + "\"mtime\":\"2026-11-24T01:02:03.000000004Z\","
                + "\"atime\":\"2026-11-24T01:02:03.000000004Z\","
                + "\"ctime\":\"2026-11-24T01:02:03.000000004Z\",\"uid\":0,\"gid\":0,"
                + "\"size\":3,\"links\":1,\"content\":"
                + "[\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"]}]}\n");
  }

  private static List<Node> roundTrip(List<Node> nodes) {
    var writer = new TreeWriter();
    nodes.forEach(writer::add);
    byte[] blob = writer.finish();
    List<Node> read = new ArrayList<>();
    new TreeIterator(BlobId.hash(blob), blob).forEachRemaining(read::add);
    return read;
  }
}
