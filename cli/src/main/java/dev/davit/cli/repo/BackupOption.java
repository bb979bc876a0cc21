package dev.davit.cli.repo;

import java.util.List;
import picocli.CommandLine.Option;

/** What of the paths is stored, and what is taken over. */
final class BackupOption {
  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "Left out: *, ?, [a-z], **; from a slash on the whole path, else its end.")
  private List<String> excludes = List.of();

  @Option(
      names = "--parent",
      paramLabel = "SNAPSHOT",
      description = "Unchanged files are taken from it (default: the last of host and paths).")
  private String parent;

  @Option(
      names = "--stdin",
      paramLabel = "NAME",
      description = "Stores standard input to its end as a file of this name.")
  private String stdinName;

  List<String> excludes() {
    return excludes;
  }

  String parent() {
    return parent;
  }

  String stdinName() {
    return stdinName;
  }
}
