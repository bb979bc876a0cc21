package dev.davit.scheduler.events;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.Progress;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.inbox.TopicRule;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.Hearing;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Progress, for watching only: of a batch the latest of each run and service is kept, and what
 * cannot be kept is lost. What is no progress, or another service's, is set aside as on any topic.
 */
@ApplicationScoped
public class ProgressIn {
  private static final System.Logger LOG = System.getLogger(ProgressIn.class.getName());

  private final Transactions transactions;
  private final Hearing hearing;
  private final Inbox facts;

  ProgressIn(Transactions transactions, Hearing hearing, @Named("facts") Inbox facts) {
    this.transactions = transactions;
    this.hearing = hearing;
    this.facts = facts;
  }

  @Incoming("scheduler-progress")
  @Blocking
  public void onBatch(ConsumerRecords<byte[], byte[]> batch) {
    Map<String, Envelope> latest = new LinkedHashMap<>();
    List<InboundRecord> others = new ArrayList<>();
    for (InboundRecord read : InboundRecord.all(batch)) {
      var said = progress(read);
      said.ifPresentOrElse(
          envelope -> latest.put(envelope.name() + key(envelope), envelope),
          () -> others.add(read));
    }
    latest.values().forEach(this::keep);
    if (!others.isEmpty()) {
      facts.accept(others); // which judges again, and keeps them with its reason
    }
  }

  private static Optional<Envelope> progress(InboundRecord read) {
    try {
      Envelope said = EventCodec.decode(read.headers(), read.value());
      TopicRule.require(said, read.topic());
      return said.event() instanceof Progress ? Optional.of(said) : Optional.empty();
    } catch (DavitException e) {
      return Optional.empty();
    }
  }

  private static RunId key(Envelope said) {
    return ((Progress) said.event()).run();
  }

  private void keep(Envelope said) {
    try {
      transactions.run(tx -> hearing.progress(said, tx));
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.DEBUG, "progress lost; problem=" + e.problem());
    }
  }
}
