package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.topic.Topic;

/**
 * An event counts on its own topic alone. The broker's access lists say who may write which topic;
 * this makes sure that a writer states nothing in another's name.
 */
public final class TopicRule {
  private TopicRule() {}

  /**
   * @param topic the one that it came by, as on the broker
   * @throws DavitException WRONG_TOPIC
   */
  public static void require(Envelope event, String topic) {
    Topic own = EventTypes.topic(event.event().getClass());
    if (!own.wireName().equals(topic)) {
      throw new DavitException(
          ErrorCode.WRONG_TOPIC,
          "event \"" + event.id() + "\"",
          "%s is said by %s on \"%s\", and came by \"%s\""
              .formatted(event.name(), own.writer(), own.wireName(), topic));
    }
  }
}
