package dev.davit.cli.repo;

import dev.davit.repository.maintain.ForgetPolicy;
import dev.davit.repository.maintain.ForgetRule;
import dev.davit.repository.snapshot.SnapshotFilter;
import dev.davit.repository.snapshot.SnapshotGrouping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a forget keeps of each series. */
final class KeepOption {
  @Option(names = "--keep-last", paramLabel = "N", description = "The newest N; -1: all.")
  private int last;

  @Option(names = "--keep-hourly", paramLabel = "N", description = "The newest of N hours.")
  private int hourly;

  @Option(names = "--keep-daily", paramLabel = "N", description = "The newest of N days.")
  private int daily;

  @Option(names = "--keep-weekly", paramLabel = "N", description = "The newest of N ISO weeks.")
  private int weekly;

  @Option(names = "--keep-monthly", paramLabel = "N", description = "The newest of N months.")
  private int monthly;

  @Option(names = "--keep-yearly", paramLabel = "N", description = "The newest of N years.")
  private int yearly;

  @Option(names = "--keep-tag", paramLabel = "TAG", description = "Whatever has this tag.")
  private List<String> tags = List.of();

  @Option(
      names = "--group-by",
      paramLabel = "LIST",
      defaultValue = "host,paths",
      description = "What makes a series: host, paths, tags; empty: all are one.")
  private String groupBy = "";

  /**
   * @throws IllegalArgumentException for what is no number and no way to group
   */
  ForgetRule rule(SnapshotFilter filter) {
    var policy = new ForgetPolicy(last, hourly, daily, weekly, monthly, yearly);
    return new ForgetRule(policy, tags, grouping(), filter);
  }

  private SnapshotGrouping grouping() {
    return new SnapshotGrouping(
        Arrays.stream(groupBy.split(","))
            .map(word -> word.strip().toUpperCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .map(KeepOption::by)
            .collect(Collectors.toSet()));
  }

  private static SnapshotGrouping.By by(String word) {
    try {
      return SnapshotGrouping.By.valueOf(word.equals("PATH") ? "PATHS" : word);
    } catch (IllegalArgumentException e) {
      String known = "--group-by takes host, paths and tags, not " + word.toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(known, e);
    }
  }
}
