package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import java.util.HashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit backup}: asks for a backup now. */
@Command(name = "backup", description = "Backs a protected system up now.")
public final class BackupCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The protected system.")
  private String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown beside the run.")
  private String reason;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws InterruptedException {
    try (RestClient client = client()) {
      var body = new HashMap<String, Object>();
      body.put("reason", reason);
      var answer = client.post("/v1/systems/" + RestClient.encode(name) + "/backups", body);
      return new Started(this, client).report("backup of " + name, answer, wait.isSet());
    }
  }
}
