package dev.davit.scheduler.events;

import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.scheduler.ProgressBoard;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Progress, for watching only: nothing is stored, and a record that is none is passed over. */
@ApplicationScoped
public class ProgressIn {
  private static final System.Logger LOG = System.getLogger(ProgressIn.class.getName());

  private final ProgressBoard board;

  ProgressIn(ProgressBoard board) {
    this.board = board;
  }

  @Incoming("scheduler-progress")
  @Blocking
  public void onBatch(ConsumerRecords<byte[], byte[]> batch) {
    for (InboundRecord read : InboundRecord.all(batch)) {
      try {
        board.note(EventCodec.decode(read.headers(), read.value()));
      } catch (MalformedEvent e) {
        LOG.log(System.Logger.Level.DEBUG, "progress passed over; problem=" + e.problem());
      }
    }
  }
}
