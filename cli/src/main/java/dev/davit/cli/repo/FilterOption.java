package dev.davit.cli.repo;

import dev.davit.repository.snapshot.SnapshotFilter;
import java.util.List;
import picocli.CommandLine.Option;

/** Which snapshots are meant. */
final class FilterOption {
  @Option(
      names = "--tag",
      paramLabel = "TAG[,TAG]",
      description = "Only snapshots with all these tags; given again: or these.")
  private List<String> tags = List.of();

  @Option(names = "--host", paramLabel = "NAME", description = "Only snapshots of this host.")
  private List<String> hosts = List.of();

  @Option(names = "--path", paramLabel = "PATH", description = "Only snapshots of this path.")
  private List<String> paths = List.of();

  SnapshotFilter filter() {
    return new SnapshotFilter(hosts, tags, paths);
  }
}
