package dev.davit.repository.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.repository.pack.BlobId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkerTest {
  private static final long SEED = 7;
  private static final ChunkSize FINE = ChunkSize.dump(0);

  ChunkerTest() {
    System.out.println("chunker seed=" + SEED);
  }

  @Test
  void chunksPutTogetherAreTheStreamHoweverItIsRead() throws IOException {
    for (int length : new int[] {0, 1, 4095, 4096, 4097, 128 << 10, 3_000_000}) {
      byte[] bytes = random(length);
      List<byte[]> chunks = chunks(new ByteArrayInputStream(bytes), FINE);
      assertThat(join(chunks)).isEqualTo(bytes);
      assertThat(chunks(new Dribble(bytes), FINE).size()).isEqualTo(chunks.size());
    }
  }

  @Test
  void lengthsKeepTheirLimitsAndGatherAroundTheAverage() throws IOException {
    List<byte[]> chunks = chunks(new ByteArrayInputStream(random(20_000_000)), FINE);
    for (byte[] chunk : chunks.subList(0, chunks.size() - 1)) {
      assertThat(chunk.length).isBetween(FINE.min(), FINE.max());
    }
    assertThat(20_000_000 / chunks.size()).isBetween(FINE.average() / 2, FINE.average() * 2);
    List<byte[]> zeros = chunks(new ByteArrayInputStream(new byte[1_000_000]), FINE);
    assertThat(join(zeros)).isEqualTo(new byte[1_000_000]);
  }

  @Test
  void anInsertedByteMovesOnlyTheChunksAroundIt() throws IOException {
    byte[] before = random(5_000_000);
    byte[] after = new byte[before.length + 1];
    System.arraycopy(before, 0, after, 0, 2_000_000);
    System.arraycopy(before, 2_000_000, after, 2_000_001, 3_000_000);
    Set<BlobId> known = ids(before);
    Set<BlobId> fresh = ids(after);
    fresh.removeAll(known);
    assertThat(fresh.size()).isBetween(1, 4);
  }

  @Test
  void aSmallFileIsOneChunk() throws IOException {
    assertThat(chunks(new ByteArrayInputStream(random(1 << 20)), ChunkSize.media())).hasSize(1);
    assertThat(chunks(new ByteArrayInputStream(random(9 << 20)), ChunkSize.media()).size())
        .isGreaterThan(3);
  }

  @Test
  void aLargeDumpIsCutCoarserSoThatItsBlobsStayFew() {
    assertThat(ChunkSize.dump(0).average()).isEqualTo(16 << 10);
    assertThat(ChunkSize.dump(4L << 30).average()).isEqualTo(16 << 10);
    assertThat(ChunkSize.dump(64L << 30).average()).isEqualTo(256 << 10);
    assertThat(ChunkSize.dump(Long.MAX_VALUE >> 4).average()).isEqualTo(1 << 20);
  }

  @Test
  void polynomialsAreIrreducibleAndOfDegree53() {
    assertThat(Polynomial.isIrreducible(0x3DA3358B4DC173L)).isTrue();
    assertThat(Polynomial.isIrreducible(0x3DA3358B4DC173L ^ 1)).isFalse();
    assertThat(Polynomial.isIrreducible(0b101)).as("(x+1)(x+1)").isFalse();
    assertThat(Polynomial.isIrreducible(0b111)).isTrue();
    long made = Polynomial.random(new Random(SEED));
    assertThat(Long.numberOfLeadingZeros(made)).isEqualTo(63 - 53);
    assertThat(Polynomial.isIrreducible(made)).isTrue();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  private static Set<BlobId> ids(byte[] bytes) throws IOException {
    Set<BlobId> ids = new HashSet<>();
    chunks(new ByteArrayInputStream(bytes), FINE).forEach(chunk -> ids.add(BlobId.hash(chunk)));
    return ids;
  }

  private static List<byte[]> chunks(InputStream in, ChunkSize size) throws IOException {
    var chunker = new Chunker(in, size);
    List<byte[]> chunks = new ArrayList<>();
    for (byte[] chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      chunks.add(chunk);
    }
    return chunks;
  }

  private static byte[] join(List<byte[]> chunks) {
    var out = new ByteArrayOutputStream();
    chunks.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** A pipe that gives little at a time. */
  private static final class Dribble extends ByteArrayInputStream {
    private final Random sizes = new Random(SEED);

    Dribble(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + sizes.nextInt(5000)));
    }
  }
}
