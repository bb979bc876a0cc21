package dev.davit.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Samples;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.kit.inbox.Quarantine.Actor;
import dev.davit.kit.inbox.QuarantineStore.Act;
import dev.davit.kit.inbox.QuarantineStore.Action;
import dev.davit.kit.inbox.QuarantineStore.Outcome;
import dev.davit.kit.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final QuarantineId ID = new QuarantineId("davit.requests.v1", 0, 17);
  private static final byte[] BYTES = {'{', (byte) 0xff, 0, '}'};

  private final DataSource database = TestPostgres.shared().freshSchema();
  private final List<Envelope> handled = new ArrayList<>();
  private final Quarantine quarantine =
      new Quarantine(database, topic -> (event, tx) -> handle(event));
  private static final Actor ANNA = new Actor("anna", "the source was misspelt");
  private static final Actor BOB = new Actor("bob", null);

  private boolean refusing;

  private void handle(Envelope event) {
    if (refusing) {
      throw new DavitException(ErrorCode.NOT_PERMITTED, "event", "not now");
    }
    synchronized (handled) {
      handled.add(event);
    }
  }

  @BeforeEach
  void setOneAside() {
    var headers = Map.of("content-type", "text/plain".getBytes(StandardCharsets.UTF_8));
    new Inbox(database, (event, tx) -> handle(event))
        .accept(List.of(new InboundRecord(ID.topic(), 0, 17, headers, BYTES)));
  }

  private static Envelope request(String id) {
    var event = new BackupRequested(new SystemId("shop"), null);
    return new Envelope(id, "/test", Instant.EPOCH, event, null, null, null, null, Map.of());
  }

  private static byte[] corrected(String id) {
    return EventCodec.encode(request(id)).body();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void itIsKeptByteForByte() {
    var details = quarantine.get(ID);
    assertThat(details.original().value()).isEqualTo(BYTES);
    assertThat(details.original().headers())
        .singleElement()
        .satisfies(header -> {
          assertThat(header.name()).isEqualTo("content-type");
          assertThat(header.value()).asString().isEqualTo("text/plain");
        });
    assertThat(details.history()).isEmpty();
    assertThat(details.record().code()).isEqualTo("DAVIT-5101");
    assertThat(quarantine.list(false, 10)).containsExactly(details.record());
  }

  @Test
  void aCorrectedOneIsHandledOnce() {
    var replayed = quarantine.replay(ID, corrected("1"), ANNA);

    assertThat(replayed.known()).isFalse();
    assertThat(handled).containsExactly(request("1"));
    assertThat(quarantine.list(false, 10)).isEmpty();
    assertThat(quarantine.list(true, 10))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.outcome()).isEqualTo(Outcome.REPLAYED);
          assertThat(record.by()).isEqualTo("anna");
        });
    assertRefused(ErrorCode.QUARANTINE_SETTLED, () -> quarantine.replay(ID, corrected("2"), BOB));
    assertRefused(ErrorCode.QUARANTINE_SETTLED, () -> quarantine.discard(ID, BOB));
    assertThat(handled).hasSize(1);
  }

  @Test
  void anEventThatWasHandledBeforeIsNotHandledAgain() {
    var known = EventCodec.encode(request("1"));
    new Inbox(database, (event, tx) -> handle(event))
        .accept(List.of(new InboundRecord(ID.topic(), 0, 1, known.headers(), known.body())));

    assertThat(quarantine.replay(ID, corrected("1"), ANNA).known()).isTrue();
    assertThat(handled).hasSize(1);
  }

  @Test
  void refusedAgainItStaysAndMayBeTriedAgain() {
    assertRefused(ErrorCode.MALFORMED_EVENT, () -> quarantine.replay(ID, null, ANNA));
    refusing = true;
    assertRefused(ErrorCode.NOT_PERMITTED, () -> quarantine.replay(ID, corrected("1"), ANNA));
    assertThat(quarantine.list(false, 10))
        .singleElement()
        .satisfies(record -> assertThat(record.code()).isEqualTo("DAVIT-5101"));

    refusing = false;
    assertThat(quarantine.replay(ID, corrected("1"), ANNA).known()).isFalse();
    assertThat(handled).hasSize(1);
  }

  @Test
  void whatIsWrongWithItAsItCameIsRenewedWhenItIsTriedAsItCame() {
    var good = EventCodec.encode(request("good"));
    var id = new QuarantineId("davit.requests.v1", 0, 18);
    refusing = true;
    new Inbox(
            database,
            (event, tx) -> {
              throw new DavitException(ErrorCode.NO_POINT, "x", null);
            })
        .accept(List.of(new InboundRecord(ID.topic(), 0, 18, good.headers(), good.body())));

    assertRefused(ErrorCode.NOT_PERMITTED, () -> quarantine.replay(id, null, ANNA));

    assertThat(quarantine.get(id).record().code()).isEqualTo("DAVIT-1011");
  }

  @Test
  void whoDidWhatWhenWhyAndWithWhichBytesIsKept() {
    assertRefused(ErrorCode.MALFORMED_EVENT, () -> quarantine.replay(ID, new byte[] {1}, BOB));
    quarantine.replay(ID, corrected("1"), ANNA);

    var history = quarantine.get(ID).history();
    assertThat(history).extracting(Action::act).containsExactly(Act.REFUSED, Act.REPLAYED);
    assertThat(history).extracting(Action::by).containsExactly("bob", "anna");
    assertThat(history).extracting(Action::why).containsExactly(null, "the source was misspelt");
    assertThat(history).extracting(Action::code).containsExactly("DAVIT-5101", null);
    assertThat(history).allSatisfy(action -> assertThat(action.at()).isNotNull());
    assertThat(history.getFirst().corrected()).isEqualTo(new byte[] {1});
    assertThat(history.getLast().corrected()).isEqualTo(corrected("1"));
    assertThat(quarantine.get(ID).original().value()).isEqualTo(BYTES);
  }

  @Test
  void aNameThatWouldMoveTheCursorIsWrittenOut() {
    quarantine.discard(ID, new Actor("anna\u001b[2J", "be\0cause\n"));

    var action = quarantine.get(ID).history().getFirst();
    assertThat(action.by()).isEqualTo("anna\\u001b[2J");
    assertThat(action.why()).isEqualTo("be\\u0000cause\\u000a");
  }

  @Test
  void aCorrectionPassesTheSameJudgeAsWhatComesByThatTopic() {
    var fact = Envelope.first("/davit/dump-service", Instant.EPOCH, Samples.of(DumpPinned.class));
    assertRefused(
        ErrorCode.WRONG_TOPIC, () -> quarantine.replay(ID, EventCodec.encode(fact).body(), ANNA));
    assertThat(handled).isEmpty();
  }

  @Test
  void thoseThatWaitAreCounted() {
    assertThat(quarantine.waiting()).isEqualTo(1);
    quarantine.discard(ID, ANNA);
    assertThat(quarantine.waiting()).isZero();
  }

  @Test
  void ofManyWhoReplayItOneDoes() throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] event = corrected("event" + i);
      calls.add(() -> {
        try {
          quarantine.replay(ID, event, ANNA);
          return true;
        } catch (DavitException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.QUARANTINE_SETTLED);
          return false;
        }
      });
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      int done = 0;
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        done += call.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
  }

  @Test
  void discardedItStaysReadable() {
    quarantine.discard(ID, ANNA);

    assertThat(quarantine.list(false, 10)).isEmpty();
    assertThat(quarantine.get(ID).record().outcome()).isEqualTo(Outcome.DISCARDED);
    assertThat(quarantine.get(ID).original().value()).isEqualTo(BYTES);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertRefused(ErrorCode.UNKNOWN_QUARANTINED, () -> QuarantineId.parse("17"));
    assertRefused(
        ErrorCode.UNKNOWN_QUARANTINED, () -> quarantine.get(QuarantineId.parse("other:0:17")));
    assertThat(QuarantineId.parse(ID.toString())).isEqualTo(ID);
  }
}
