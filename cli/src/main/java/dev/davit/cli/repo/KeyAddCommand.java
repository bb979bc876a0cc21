package dev.davit.cli.repo;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code davit repo key add}. */
@Command(name = "add", description = "Lets one more password open the repository.")
final class KeyAddCommand extends RepoVerb {
  @Mixin private NewPasswordOption fresh;

  private record Added(String id) {}

  @Override
  public Integer call() throws IOException {
    try (var session = open();
        var lock = session.lockShared();
        var password = fresh.password()) {
      lock.requireHeld();
      String user = System.getProperty("user.name", "");
      String id = session.repository().keys().add(password, user, LockName.machine());
      print(new Added(id), () -> "added key " + SnapshotView.shortId(id));
    }
    return 0;
  }
}
