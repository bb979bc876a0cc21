package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import dev.davit.cli.client.ServerAddress;
import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.settings.SecretRef;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * {@code davit recover}: asks the services for a recovery, or with {@code --repo} does it alone
 * from the repository.
 */
@Command(
    name = "recover",
    description = "Recovers a system; with --repo from the repository alone, without any service.")
public final class RecoverCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "The protected system; with --repo needed only if the repository holds several.")
  private String name;

  @Option(
      names = "--point",
      paramLabel = "ID",
      description = "The recovery point (default: the newest sealed one).")
  private String point;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      description =
          "HOME, or db=URL,media=[NAME=]DIR,… (default: where it was); none for media to leave out.")
  private String to;

  @Option(names = "--replace", description = "What the target holds may be replaced.")
  private boolean replace;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown beside the run.")
  private String reason;

  @Mixin private WaitOption wait;

  @ArgGroup(exclusive = false, heading = "Without any service:%n")
  private PointRepositoryOption repository;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (repository != null) {
      return new BreakGlass(this, repository).recover(name, point, to, replace);
    }
    if (name == null) {
      throw new ParameterException(
          spec().commandLine(), "recover needs the system's NAME, or --repo for a repository");
    }
    return request(new SystemId(name));
  }

  private int request(SystemId system) throws IOException, InterruptedException {
    var address = server().address();
    try (var client = new RestClient(address.uri());
        var undo = new Undo()) {
      var body = new HashMap<String, Object>();
      body.put("point", point == null ? null : PointId.parse(point));
      body.put("target", target(client, system, address, undo));
      body.put("replace", replace);
      body.put("reason", reason);
      var answer = client.post("/v1/systems/" + system + "/recoveries", body);
      undo.keep();
      return new Started(this, client).report("recovery of " + system, answer, wait.isSet());
    }
  }

  /** Null: where it was. */
  private RecoveryTarget target(
      RestClient client, SystemId system, ServerAddress address, Undo undo) throws IOException {
    if (to == null) {
      return null;
    }
    var option = TargetOption.parse(to);
    if (option.home() != null) {
      return new RecoveryTarget(option.home().toString(), null, null, null);
    }
    var url = option.database();
    return new RecoveryTarget(
        null,
        url == null ? null : url.toString(),
        password(system, option.password(), address, undo),
        option.mediaBy(rootNames(client, system, option)));
  }

  private static SecretRef password(
      SystemId system, char[] password, ServerAddress address, Undo undo) throws IOException {
    if (password == null) {
      return null;
    }
    var directory = ProtectCommand.secretsNextTo(address).resolve("secrets");
    return new Secrets(directory, undo).keep(system + ".target", password);
  }

  /** Asked for only where a directory was given without a name. */
  private static List<String> rootNames(RestClient client, SystemId system, TargetOption option) {
    if (!option.hasUnnamedMedia()) {
      return List.of();
    }
    var media = client.get("/v1/systems/" + system).at("/settings/media");
    return java.util.stream.StreamSupport.stream(media.spliterator(), false)
        .map(root -> root.path("name").asText())
        .toList();
  }
}
