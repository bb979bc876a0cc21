package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import dev.davit.cli.client.ServerAddress;
import picocli.CommandLine.Option;

/** {@code --server}, for every verb that talks to one. */
public final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Davit's server (default: DAVIT_SERVER, else the stack on this machine).")
  private String server;

  ServerAddress address() {
    return ServerAddress.find(server);
  }

  RestClient client() {
    return new RestClient(address().uri());
  }
}
