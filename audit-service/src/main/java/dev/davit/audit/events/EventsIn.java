package dev.davit.audit.events;

import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every topic of facts and orders, batch by batch; acknowledged when the inbox has committed. */
@ApplicationScoped
public class EventsIn {
  private final Inbox inbox;

  EventsIn(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Throws only while the service stops: then the batch is read again at the next start. */
  @Incoming("audit-events")
  @Blocking
  public void onBatch(ConsumerRecords<byte[], byte[]> batch) {
    inbox.accept(InboundRecord.all(batch));
  }
}
