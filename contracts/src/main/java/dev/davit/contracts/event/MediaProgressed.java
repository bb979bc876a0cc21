package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * How far media-service is; at most one a second and run, and may be lost.
 *
 * @param step what it is doing, in words
 */
@EventName(value = "media.progressed", topic = Topic.MEDIA_PROGRESS)
public record MediaProgressed(SystemId system, RunId run, String step, Amount amount)
    implements Progress {
  public MediaProgressed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(amount, "amount");
  }
}
