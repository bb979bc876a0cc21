package dev.davit.kit.testing.malformed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** One way to spoil a good event. */
@FunctionalInterface
interface Spoiler {
  /**
   * @param event a copy that may be changed
   * @return null if there is nothing in this event to be spoiled so
   */
  MalformedRecord spoil(ObjectNode event, Random random);
}
