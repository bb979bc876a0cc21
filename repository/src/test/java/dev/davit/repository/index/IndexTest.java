package dev.davit.repository.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static final int PACKS = 200;
  private static final int BLOBS = 100;

  @Test
  void everyBlobIsFoundWhereItLies() {
    var index = new Index();
    for (int pack = 0; pack < PACKS; pack++) {
      index.add(id(-1 - pack), blobs(pack));
    }
    assertThat(index.size()).isEqualTo(PACKS * BLOBS);
    for (int pack = 0; pack < PACKS; pack++) {
      for (Blob blob : blobs(pack)) {
        Location place = index.find(blob.type(), blob.id());
        assertThat(place).isEqualTo(new Location(id(-1 - pack), blob));
      }
    }
    assertThat(index.find(BlobType.DATA, id(PACKS * BLOBS))).isNull();
    assertThat(index.packs()).hasSize(PACKS);
  }

  @Test
  void aBlobInTwoPacksIsFoundInBothAndTheSamePlaceTwiceIsOne() {
    var index = new Index();
    Blob here = new Blob(id(1), BlobType.DATA, 0, 100, 0);
    Blob there = new Blob(id(1), BlobType.DATA, 4_000_000_000L, 90, 200);
    index.add(id(-1), List.of(here));
    index.add(id(-2), List.of(there));
    index.add(id(-1), List.of(here));
    assertThat(index.findAll(BlobType.DATA, id(1)))
        .containsExactlyInAnyOrder(new Location(id(-1), here), new Location(id(-2), there));
  }

  @Test
  void aTreeAndADataBlobOfOneIdAreTwo() {
    var index = new Index();
    index.add(id(-1), List.of(new Blob(id(1), BlobType.TREE, 0, 100, 50)));
    assertThat(index.contains(BlobType.TREE, id(1))).isTrue();
    assertThat(index.contains(BlobType.DATA, id(1))).isFalse();
  }

  @Test
  void anIndexObjectIsReadAsItWasWritten() throws IOException {
    Map<BlobId, List<Blob>> packs = Map.of(id(-1), blobs(1), id(-2), blobs(2));
    Map<BlobId, List<Blob>> read = new java.util.HashMap<>();
    IndexObject.read(IndexObject.write(packs), read::put);
    assertThat(read).isEqualTo(packs);
  }

  private static List<Blob> blobs(int pack) {
    List<Blob> blobs = new ArrayList<>();
    for (int i = 0; i < BLOBS; i++) {
      BlobType type = i % 10 == 0 ? BlobType.TREE : BlobType.DATA;
      blobs.add(new Blob(id(pack * BLOBS + i), type, i * 1000L, 1000, i % 2 * 3000));
    }
    return blobs;
  }

  private static BlobId id(int number) {
    return BlobId.hash(ByteBuffer.allocate(4).putInt(number).array());
  }
}
