package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import dev.davit.cli.client.ServerAddress;
import dev.davit.cli.stack.StackDirectory;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.settings.WorkLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code davit protect}: looks at a system, makes its repository and secrets, and makes it known.
 * Everything is looked at before anything is made, and what was made is taken back on failure.
 */
@Command(
    name = "protect",
    description = "Protects a Pixeltable home, or a PostgreSQL database with its media files.")
public final class ProtectCommand extends Verb {
  @Parameters(
      paramLabel = "PATH_OR_URL",
      description = "A Pixeltable home, or postgresql://user@host:port/database.")
  private String source;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "What to call it.")
  private String name;

  @Option(
      names = "--media",
      paramLabel = "[NAME=]DIR",
      description = "A directory of media files; repeatable.")
  private List<String> media = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file, kept as a secret; repeatable.")
  private List<Path> configuration = List.of();

  @Option(
      names = "--references",
      paramLabel = "SQL",
      description = "Lists the files that rows refer to, one path or file: URL a row; repeatable.")
  private List<String> references = List.of();

  @Option(
      names = "--repository",
      paramLabel = "LOCATION",
      description = "A directory or s3:https://HOST/BUCKET/PREFIX (default: with the stack).")
  private String location;

  @Option(
      names = "--repository-option",
      paramLabel = "KEY=VALUE",
      description = "Of the store: region, path-style, checksums, chunked-encoding.")
  private Map<String, String> storeOptions = Map.of();

  @Option(
      names = "--access-key",
      paramLabel = "REF",
      description = "Where the store's access key is: file:/path or env:NAME.")
  private String accessKey;

  @Option(names = "--secret-key", paramLabel = "REF", description = "Where its secret key is.")
  private String secretKey;

  @ArgGroup(exclusive = false)
  private ScheduleOption schedule;

  @Mixin private LimitsOption limits;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var system = new SystemId(name);
    var address = server().address();
    var directory = new StackDirectory(secretsNextTo(address));
    try (var client = new RestClient(address.uri());
        var undo = new Undo()) {
      requireNew(client, system);
      var survey = SourceSurvey.of(source, media, configuration, references);
      var definition = definition(system, survey, directory, undo);
      var answer = client.put("/v1/systems/" + system, definition);
      undo.keep();
      var shown =
          answer.isMissingNode()
              ? dev.davit.contracts.codec.Json.mapper().valueToTree(definition)
              : answer;
      print(
          shown,
          "protected "
              + survey.description()
              + " as "
              + system
              + ", repository "
              + definition.settings().repository().location());
    }
    return 0;
  }

  /** Secrets and repositories are made where the services run. */
  static Path secretsNextTo(ServerAddress address) {
    if (address.stack() == null) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "server \"" + address.uri() + "\"",
          "it is no stack of this machine: run protect there, or use `davit apply`");
    }
    return address.stack().directory();
  }

  private static void requireNew(RestClient client, SystemId system) {
    try {
      client.get("/v1/systems/" + system);
    } catch (DavitException e) {
      if (e.code() == ErrorCode.UNKNOWN_SYSTEM) {
        return;
      }
      throw e;
    }
    throw new DavitException(ErrorCode.SYSTEM_EXISTS, "system \"" + system + "\"", null);
  }

  private SystemDefinition definition(
      SystemId system, SourceSurvey survey, StackDirectory directory, Undo undo)
      throws IOException {
    WorkLimits wanted = limits.limits(); // refused before anything is made
    var secrets = new Secrets(directory.secrets(), undo);
    SecretRef password =
        survey.password() == null ? null : secrets.keep(system + ".database", survey.password());
    var setup = new RepositorySetup(directory, secrets, undo);
    var repository =
        setup.prepare(system, location, storeOptions, reference(accessKey), reference(secretKey));
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            survey.profile(),
            survey.database(password),
            survey.media(),
            survey.configuration(),
            survey.references(),
            repository,
            wanted);
    var times = schedule == null ? null : schedule.settings();
    return new SystemDefinition(system, settings, times, null, null, null);
  }

  private static SecretRef reference(String text) {
    return text == null ? null : new SecretRef(text);
  }
}
