package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;

/** A record with the event that it holds. */
record DecodedRecord(InboundRecord record, Envelope event) {
  QuarantineId place() {
    return record.place();
  }
}
