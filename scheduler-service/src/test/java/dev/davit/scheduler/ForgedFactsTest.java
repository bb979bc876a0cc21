package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.inbox.QuarantineStore;
import dev.davit.kit.testing.malformed.MalformedRecord;
import dev.davit.kit.testing.malformed.Temptations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody moves a run by stating what another service knows: each topic speaks for its writer. */
class ForgedFactsTest {
  private final Ground ground = Ground.ready();
  private final Inbox facts = new Inbox(ground.dataSource, ground.hearing::fact);
  private final Inbox requests = new Inbox(ground.dataSource, ground.hearing.requests());
  private int offset;

  private InboundRecord read(MalformedRecord forged) {
    return new InboundRecord(
        forged.topic().wireName(), 0, offset++, forged.key(), forged.headers(), forged.value());
  }

  private InboundRecord read(Topic topic, Event event) {
    var encoded = EventCodec.encode(Envelope.first("/test", Ground.START, event));
    var header = new Header("content-type", encoded.headers().get("content-type"));
    return new InboundRecord(topic.wireName(), 0, offset++, null, List.of(header), encoded.body());
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void whatDoesNotBelongOnATopicIsSetAsideAndMovesNoRun(Topic topic) {
    RunId run = ground.backup();
    ground.forgetWhatWasSaid();
    var history = ground.history(run);
    List<InboundRecord> forged = new ArrayList<>();
    Temptations.forged(ground.system, run, topic).forEach(record -> forged.add(read(record)));

    (topic == Topic.REQUESTS ? requests : facts).accept(forged);

    assertThat(ground.run(run).state()).isEqualTo("pinning");
    assertThat(ground.history(run)).isEqualTo(history);
    assertThat(ground.runs()).hasSize(1);
    assertThat(ground.said()).isEmpty();
    assertThat(ground.count("recovery_point")).isZero();
    List<QuarantineStore.Quarantined> aside =
        ground.transactions.get(tx -> QuarantineStore.newest(tx, true, 1_000));
    long strangers =
        EventTypes.all().values().stream().filter(type -> EventTypes.topic(type) != topic).count();
    assertThat(aside)
        .hasSize((int) strangers)
        .allMatch(record -> record.code().equals("DAVIT-5123"))
        .allMatch(record -> record.id().topic().equals(topic.wireName()));
  }

  @Test
  void theSameFactsByTheirOwnTopicsEndTheRun() {
    RunId run = ground.backup();
    facts.accept(
        List.of(
            read(Topic.MEDIA_EVENTS, ground.pinned(run, 1)),
            read(Topic.DUMP_EVENTS, ground.stored(run, 1))));
    assertThat(ground.run(run).state()).isEqualTo("pinning");

    facts.accept(
        List.of(
            read(Topic.DUMP_EVENTS, ground.pinned(run, 1)),
            read(Topic.DUMP_EVENTS, ground.dumped(run, 1)),
            read(Topic.MEDIA_EVENTS, ground.stored(run, 1)),
            read(Topic.AUDIT_EVENTS, ground.sealed(run, PointState.SEALED))));

    assertThat(ground.run(run).state()).isEqualTo("completed");
  }

  @Test
  void aRequestIsHeardOnItsOwnTopicAlone() {
    var wish = new BackupRequested(ground.system, null);
    facts.accept(List.of(read(Topic.SCHEDULER_EVENTS, wish), read(Topic.AUDIT_EVENTS, wish)));
    assertThat(ground.runs()).isEmpty();

    requests.accept(List.of(read(Topic.REQUESTS, wish)));

    assertThat(ground.runs()).hasSize(1);
  }
}
