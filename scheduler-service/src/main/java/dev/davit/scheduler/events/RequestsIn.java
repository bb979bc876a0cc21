package dev.davit.scheduler.events;

import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Requests, batch by batch; this service alone reads them. Acknowledged when the inbox has
 * committed.
 */
@ApplicationScoped
public class RequestsIn {
  private final Inbox inbox;

  RequestsIn(@Named("requests") Inbox inbox) {
    this.inbox = inbox;
  }

  /** Throws only while the service stops: then the batch is read again at the next start. */
  @Incoming("scheduler-requests")
  @Blocking
  public void onBatch(ConsumerRecords<byte[], byte[]> batch) {
    inbox.accept(InboundRecord.all(batch));
  }
}
