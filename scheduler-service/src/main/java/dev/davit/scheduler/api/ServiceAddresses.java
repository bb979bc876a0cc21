package dev.davit.scheduler.api;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where Davit's other services are.
 *
 * @param known base addresses by short name, of those that the configuration gives
 */
public record ServiceAddresses(Map<String, URI> known) {
  private static final List<String> NAMES = List.of("dump", "media", "audit");

  public ServiceAddresses {
    known = Map.copyOf(known);
    known.forEach(ServiceAddresses::require);
  }

  private static void require(String name, URI address) {
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null) {
      throw new DavitException(
          ErrorCode.CONFIG_INVALID,
          "davit.services." + name + " \"" + address + "\"",
          "it is http://HOST:PORT or https://…");
    }
  }

  /**
   * @param name {@code dump}, {@code media} or {@code audit}
   * @throws DavitException INVALID_NAME for any other; SERVICE_UNREACHABLE if it was not given
   */
  URI of(String name) {
    if (!NAMES.contains(name)) {
      throw new DavitException(
          ErrorCode.INVALID_NAME, "service \"" + name + "\"", "one of " + String.join(", ", NAMES));
    }
    URI address = known.get(name);
    if (address == null) {
      throw new DavitException(
          ErrorCode.SERVICE_UNREACHABLE,
          "service \"" + name + "\"",
          "davit.services." + name + " is not set");
    }
    return address;
  }
}
