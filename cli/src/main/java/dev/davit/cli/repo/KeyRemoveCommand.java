package dev.davit.cli.repo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code davit repo key remove}. */
@Command(
    name = "remove",
    description = "Takes a password its power; never that of the password in use.")
final class KeyRemoveCommand extends RepoVerb {
  @Parameters(paramLabel = "KEY", description = "Id of the key, or its beginning.")
  private String key;

  private record Removed(String id) {}

  @Override
  public Integer call() {
    try (var session = open();
        var lock = session.lockExclusive()) {
      lock.requireHeld();
      String id = session.repository().keys().remove(key);
      print(new Removed(id), () -> "removed key " + SnapshotView.shortId(id));
    }
    return 0;
  }
}
