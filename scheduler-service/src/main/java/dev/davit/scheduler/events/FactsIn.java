package dev.davit.scheduler.events;

import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What services state, batch by batch; acknowledged when the inbox has committed. */
@ApplicationScoped
public class FactsIn {
  private final Inbox inbox;

  FactsIn(@Named("facts") Inbox inbox) {
    this.inbox = inbox;
  }

  /** Throws only while the service stops: then the batch is read again at the next start. */
  @Incoming("scheduler-facts")
  @Blocking
  public void onBatch(ConsumerRecords<byte[], byte[]> batch) {
    inbox.accept(InboundRecord.all(batch));
  }
}
