package dev.davit.contracts.event;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * All media of the pin are stored as a part.
 *
 * @param carriedForward files that rows name and that are not on disk any more, taken from the
 *     previous point
 */
@EventName(value = "media.completed", topic = Topic.MEDIA_EVENTS)
public record MediaCompleted(
    SystemId system, RunId run, Pin pin, PartManifest part, long carriedForward)
    implements RunFact {
  public MediaCompleted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(part, "part");
  }
}
