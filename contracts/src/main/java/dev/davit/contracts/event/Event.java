package dev.davit.contracts.event;

import dev.davit.contracts.SystemId;

/**
 * Everything that Davit says or hears on the broker: a closed list of facts with typed fields. The
 * record's {@link EventName} gives its type and topic.
 */
public sealed interface Event permits Request, Order, Fact, Progress {
  /** The protected system it is about; also the key of its record. */
  SystemId system();
}
