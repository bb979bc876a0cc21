package dev.davit.cli.repo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code davit repo unlock}. */
@Command(
    name = "unlock",
    description = "Removes locks whose process is dead or has not refreshed them for 30 minutes.")
final class UnlockCommand extends RepoVerb {
  @Option(
      names = "--all",
      description = "Removes those of living commands, too: they then publish nothing.")
  private boolean all;

  private record Unlocked(int removed, int left) {}

  @Override
  public Integer call() {
    try (var session = open()) {
      var locks = session.repository().locks();
      int removed = all ? locks.removeAll() : locks.removeStale();
      var done = new Unlocked(removed, locks.all().size());
      print(done, () -> "removed %d locks, %d left".formatted(done.removed, done.left));
    }
    return 0;
  }
}
