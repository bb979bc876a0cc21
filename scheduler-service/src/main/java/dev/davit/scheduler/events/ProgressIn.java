package dev.davit.scheduler.events;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.Progress;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.Hearing;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Progress, for watching only: of a batch the latest of each run and service is kept, and what
 * cannot be kept is lost.
 */
@ApplicationScoped
public class ProgressIn {
  private static final System.Logger LOG = System.getLogger(ProgressIn.class.getName());

  private final Transactions transactions;
  private final Hearing hearing;

  ProgressIn(Transactions transactions, Hearing hearing) {
    this.transactions = transactions;
    this.hearing = hearing;
  }

  @Incoming("scheduler-progress")
  @Blocking
  public void onBatch(ConsumerRecords<byte[], byte[]> batch) {
    Map<String, Envelope> latest = new LinkedHashMap<>();
    for (InboundRecord read : InboundRecord.all(batch)) {
      try {
        Envelope said = EventCodec.decode(read.headers(), read.value());
        if (said.event() instanceof Progress progress) {
          latest.put(said.name() + progress.run(), said);
        }
      } catch (MalformedEvent e) {
        LOG.log(System.Logger.Level.DEBUG, "progress passed over; problem=" + e.problem());
      }
    }
    latest.values().forEach(this::keep);
  }

  private void keep(Envelope said) {
    try {
      transactions.run(tx -> hearing.progress(said, tx));
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.DEBUG, "progress lost; problem=" + e.problem());
    }
  }
}
