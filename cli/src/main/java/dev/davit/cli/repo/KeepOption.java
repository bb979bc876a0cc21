package dev.davit.cli.repo;

import dev.davit.repository.maintain.ForgetPolicy;
import dev.davit.repository.maintain.ForgetRule;
import dev.davit.repository.maintain.KeepWithin;
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

  @Option(
      names = "--keep-within",
      paramLabel = "SPAN",
      description = "All of this span before the newest, such as 1y5m7d2h.")
  private String within = "";

  @Option(
      names = "--keep-within-hourly",
      paramLabel = "SPAN",
      description = "The newest of each hour of it.")
  private String withinHourly = "";

  @Option(
      names = "--keep-within-daily",
      paramLabel = "SPAN",
      description = "The newest of each day of it.")
  private String withinDaily = "";

  @Option(
      names = "--keep-within-weekly",
      paramLabel = "SPAN",
      description = "The newest of each ISO week of it.")
  private String withinWeekly = "";

  @Option(
      names = "--keep-within-monthly",
      paramLabel = "SPAN",
      description = "The newest of each month of it.")
  private String withinMonthly = "";

  @Option(
      names = "--keep-within-yearly",
      paramLabel = "SPAN",
      description = "The newest of each year of it.")
  private String withinYearly = "";

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
    var spans =
        new ForgetPolicy.Within(
            span(within),
            span(withinHourly),
            span(withinDaily),
            span(withinWeekly),
            span(withinMonthly),
            span(withinYearly));
    var policy = new ForgetPolicy(last, hourly, daily, weekly, monthly, yearly, spans);
    return new ForgetRule(policy, tags, grouping(), filter);
  }

  private static KeepWithin span(String text) {
    return text.isEmpty() ? KeepWithin.NOTHING : KeepWithin.parse(text);
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
