package dev.davit.cli.verb;

import dev.davit.contracts.settings.WorkLimits;
import java.util.List;
import picocli.CommandLine.Option;

/** Before, beside and behind which other work a system's backups run. */
final class LimitsOption {
  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Of its backups, from -100 to 100; the higher goes first (default: 0).")
  private int priority;

  @Option(
      names = "--at-once-on-server",
      paramLabel = "N",
      description = "It begins only where less than N works on its database server.")
  private Integer onServer;

  @Option(
      names = "--at-once-on-repository",
      paramLabel = "N",
      description = "It begins only where less than N works on its repository.")
  private Integer onRepository;

  @Option(
      names = "--blackout",
      paramLabel = "WINDOW",
      description =
          "When none begins: \"[DAYS ]HH:MM-HH:MM[ ZONE]\", such as "
              + "\"mon-fri 08:00-18:00 Europe/Berlin\"; repeatable.")
  private List<String> blackouts = List.of();

  /**
   * @throws dev.davit.contracts.error.DavitException INVALID_REQUEST
   */
  WorkLimits limits() {
    return new WorkLimits(
        priority, onServer, onRepository, blackouts.stream().map(BlackoutOption::parse).toList());
  }
}
