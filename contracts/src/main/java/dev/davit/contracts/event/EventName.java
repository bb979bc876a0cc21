package dev.davit.contracts.event;

import dev.davit.contracts.topic.Topic;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The type of an event record on the wire, {@code dev.davit.<value>.v1}, and the topic that carries
 * it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {
  String value();

  Topic topic();
}
