package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import dev.davit.contracts.RunId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code davit cancel}: asks a run to end. */
@Command(name = "cancel", description = "Asks a run to end; what it began is cleaned up.")
public final class CancelCommand extends Verb {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String run;

  @Override
  public Integer call() {
    var id = RunId.parse(run);
    try (RestClient client = client()) {
      print(client.post("/v1/runs/" + id + "/cancel", null), "run " + id + " is being cancelled");
    }
    return 0;
  }
}
