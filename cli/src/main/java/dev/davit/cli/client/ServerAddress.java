package dev.davit.cli.client;

import dev.davit.cli.stack.StackRecord;
import dev.davit.cli.stack.StackRegistry;
import dev.davit.cli.stack.UserDirectories;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which server a verb talks to: the one named, else {@code DAVIT_SERVER}, else the stack that runs
 * on this machine.
 *
 * @param stack the local stack behind the address; null if it is none of this machine's
 */
public record ServerAddress(URI uri, StackRecord stack) {
  private static final String VARIABLE = "DAVIT_SERVER";

  /**
   * @param named the value of {@code --server}, or null
   * @throws DavitException SERVER_UNREACHABLE if none is named and none, or more than one, runs
   *     here
   */
  public static ServerAddress find(String named) {
    String address = named != null ? named : System.getenv(VARIABLE);
    var running = new StackRegistry().running();
    if (address != null && !address.isBlank()) {
      return named(address.strip(), running);
    }
    if (running.isEmpty()) {
      throw unreachable("none runs on this machine");
    }
    var chosen = running.size() == 1 ? Optional.of(running.getFirst()) : atDefaultPlace(running);
    return chosen.map(ServerAddress::of).orElseThrow(() -> unreachable(several(running)));
  }

  private static ServerAddress of(StackRecord stack) {
    return new ServerAddress(URI.create(stack.server()), stack);
  }

  private static ServerAddress named(String address, List<StackRecord> running) {
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    var uri = parse(base);
    return running.stream()
        .filter(stack -> stack.server().equals(base))
        .findFirst()
        .map(ServerAddress::of)
        .orElseGet(() -> new ServerAddress(uri, null));
  }

  private static URI parse(String base) {
    try {
      var uri = URI.create(base);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like every other text that is no address.
    }
    throw new DavitException(
        ErrorCode.INVALID_REQUEST,
        "server \"" + base + "\"",
        "it is http://HOST:PORT or https://…");
  }

  private static Optional<StackRecord> atDefaultPlace(List<StackRecord> running) {
    var place = UserDirectories.data();
    return running.stream().filter(stack -> stack.directory().equals(place)).findFirst();
  }

  private static String several(List<StackRecord> running) {
    return running.stream()
        .map(stack -> stack.server() + " (" + stack.data() + ")")
        .collect(Collectors.joining(", ", "several run here: ", ""));
  }

  private static DavitException unreachable(String reason) {
    return new DavitException(ErrorCode.SERVER_UNREACHABLE, null, reason);
  }
}
