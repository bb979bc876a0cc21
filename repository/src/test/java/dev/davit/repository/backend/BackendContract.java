package dev.davit.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend promises; each implementation runs it on an empty place of its own. */
public abstract class BackendContract {
  private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);
  protected Backend backend;

  /** A backend on an empty place. */
  protected abstract Backend open() throws Exception;

  @BeforeEach
  void openBackend() throws Exception {
    backend = open();
  }

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  @Test
  void whatIsCreatedIsReadInWholeAndInPart() throws IOException {
    ObjectName name = create(ObjectKind.PACK, BYTES);
    backend.sync();
    assertThat(backend.size(name)).isEqualTo(BYTES.length);
    assertThat(backend.read(name)).isEqualTo(BYTES);
    assertThat(backend.read(name, 5, 3)).asString().isEqualTo("byt");
    assertThat(backend.read(name, 10, 0)).isEmpty();
    assertThat(backend.exists(name)).isTrue();
    try (InputStream in = backend.open(name)) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
  }

  @Test
  void everyKindHasAPlaceOfItsOwn() {
    for (ObjectKind kind : ObjectKind.values()) {
      backend.create(
          name(kind, BYTES), ObjectBody.of(kind.name().getBytes(StandardCharsets.UTF_8)));
    }
    for (ObjectKind kind : ObjectKind.values()) {
      assertThat(backend.read(name(kind, BYTES))).asString().isEqualTo(kind.name());
      assertThat(backend.list(kind))
          .singleElement()
          .satisfies(found -> {
            assertThat(found.name()).isEqualTo(name(kind, BYTES));
            assertThat(found.size()).isEqualTo(kind.name().length());
            assertThat(found.created()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
          });
    }
  }

  @Test
  void anObjectIsNeverOverwritten() {
    for (ObjectKind kind : List.of(ObjectKind.CONFIG, ObjectKind.LOCK, ObjectKind.PACK)) {
      ObjectName name = create(kind, BYTES);
      assertThatThrownBy(() -> backend.create(name, ObjectBody.of(new byte[] {1})))
          .isInstanceOf(ObjectExists.class)
          .hasMessageContaining(name.path());
      assertThat(backend.read(name)).isEqualTo(BYTES);
    }
  }

  @Test
  void ofManyWhoCreateOneObjectOneWins() throws Exception {
    ObjectName name = name(ObjectKind.LOCK, BYTES);
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] own = {(byte) i};
      writers.add(() -> created(name, own));
    }
    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        winners += writer.get() ? 1 : 0;
      }
    }
    assertThat(winners).isEqualTo(1);
    assertThat(backend.size(name)).isEqualTo(1);
  }

  private boolean created(ObjectName name, byte[] bytes) {
    try {
      backend.create(name, ObjectBody.of(bytes));
      return true;
    } catch (ObjectExists lost) {
      return false;
    } catch (StoreUnavailable undecided) {
      // A store may say so while another's writing is not yet decided.
      return false;
    }
  }

  @Test
  void whatIsNotThereIsSaidToBeMissing() {
    ObjectName name = name(ObjectKind.SNAPSHOT, BYTES);
    assertThatThrownBy(() -> backend.read(name)).isInstanceOf(ObjectMissing.class);
    assertThatThrownBy(() -> backend.read(name, 0, 1)).isInstanceOf(ObjectMissing.class);
    assertThatThrownBy(() -> backend.open(name)).isInstanceOf(ObjectMissing.class);
    assertThatThrownBy(() -> backend.size(name)).isInstanceOf(ObjectMissing.class);
    assertThat(backend.exists(name)).isFalse();
    assertThat(backend.exists(ObjectName.config())).isFalse();
  }

  @Test
  void readingPastTheEndIsAnError() {
    ObjectName name = create(ObjectKind.PACK, BYTES);
    assertThatThrownBy(() -> backend.read(name, 5, 6)).isInstanceOf(ObjectTruncated.class);
    assertThatThrownBy(() -> backend.read(name, 50, 6)).isInstanceOf(ObjectTruncated.class);
  }

  @Test
  void anEmptyPlaceHasNoObjects() {
    for (ObjectKind kind : ObjectKind.values()) {
      assertThat(backend.list(kind)).isEmpty();
    }
  }

  @Test
  void objectsAreListedOnceByAscendingName() {
    List<ObjectName> names =
        IntStream.range(0, 60).mapToObj(i -> create(ObjectKind.PACK, new byte[i])).toList();
    assertThat(backend.list(ObjectKind.PACK))
        .extracting(StoredObject::name)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(backend.list(ObjectKind.PACK))
        .allSatisfy(o -> assertThat(o.size()).isEqualTo(backend.size(o.name())));
  }

  @Test
  void whatIsDeletedIsGoneAndMayBeDeletedAgain() {
    ObjectName name = create(ObjectKind.PACK, BYTES);
    backend.delete(name);
    backend.delete(name);
    backend.sync();
    assertThat(backend.exists(name)).isFalse();
    assertThat(backend.list(ObjectKind.PACK)).isEmpty();
    backend.create(name, ObjectBody.of(BYTES));
    assertThat(backend.read(name)).isEqualTo(BYTES);
  }

  @Test
  void largeAndEmptyObjectsAreKept() throws IOException {
    byte[] large = new byte[(17 << 20) + 1];
    new Random(5).nextBytes(large);
    ObjectName largeName = create(ObjectKind.PACK, large);
    ObjectName emptyName = create(ObjectKind.PACK, new byte[0]);
    assertThat(backend.read(largeName)).isEqualTo(large);
    assertThat(backend.read(largeName, large.length - 2, 2))
        .containsExactly(large[large.length - 2], large[large.length - 1]);
    try (InputStream in = backend.open(largeName)) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(backend.read(emptyName)).isEmpty();
    assertThatThrownBy(() -> backend.create(largeName, ObjectBody.of(large)))
        .isInstanceOf(ObjectExists.class);
  }

  @Test
  void aBodyThatBreaksOffLeavesNothing() {
    ObjectName name = name(ObjectKind.PACK, BYTES);
    assertThatThrownBy(() -> backend.create(name, breakingOff()))
        .isInstanceOf(StoreException.class);
    assertThat(backend.exists(name)).isFalse();
    assertThat(backend.list(ObjectKind.PACK)).isEmpty();
  }

  private static ObjectBody breakingOff() {
    return new ObjectBody() {
      @Override
      public long size() {
        return BYTES.length;
      }

      @Override
      public InputStream open() {
        return new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given == 5) {
              throw new IOException("the source broke off");
            }
            return BYTES[given++];
          }
        };
      }
    };
  }

  protected final ObjectName create(ObjectKind kind, byte[] bytes) {
    ObjectName name = name(kind, bytes);
    backend.create(name, ObjectBody.of(bytes));
    return name;
  }

  protected static ObjectName name(ObjectKind kind, byte[] bytes) {
    if (kind == ObjectKind.CONFIG) {
      return ObjectName.config();
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return ObjectName.of(kind, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
