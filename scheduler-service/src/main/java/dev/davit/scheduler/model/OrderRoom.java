package dev.davit.scheduler.model;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.settings.SystemDefinition;

/**
 * What an order carries must fit into one event of 1 MiB; refused while it is still a wish, since a
 * run whose order cannot be said would never end.
 */
public final class OrderRoom {
  private static final int DEFINITION = 512 << 10;
  private static final int REQUEST = 256 << 10;

  private OrderRoom() {}

  /**
   * @throws DavitException TOO_LARGE
   */
  public static void require(SystemDefinition definition) {
    require("definition of system \"" + definition.name() + "\"", definition, DEFINITION);
  }

  /**
   * @throws DavitException TOO_LARGE
   */
  public static void require(Request request) {
    require("request of system \"" + request.system() + "\"", request, REQUEST);
  }

  private static void require(String object, Object part, int most) {
    int bytes = Json.bytes(part).length;
    if (bytes > most) {
      throw new DavitException(
          ErrorCode.TOO_LARGE, object, "it has %,d bytes, of %,d at most".formatted(bytes, most));
    }
  }
}
