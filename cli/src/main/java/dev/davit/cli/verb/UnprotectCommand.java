package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import dev.davit.contracts.SystemId;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code davit unprotect}: ends the protection of a system. */
@Command(
    name = "unprotect",
    description = "Ends the protection of a system; its points, repository and secrets stay.")
public final class UnprotectCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The protected system.")
  private String name;

  @Override
  public Integer call() {
    var system = new SystemId(name);
    try (RestClient client = client()) {
      print(
          client.delete("/v1/systems/" + system, Map.of()),
          "system " + system + " is protected no more; its points, repository and secrets stay");
    }
    return 0;
  }
}
