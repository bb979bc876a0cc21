package dev.davit.cli.repo;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code davit repo key passwd}. */
@Command(name = "passwd", description = "Puts a new password in the place of the one in use.")
final class KeyPasswdCommand extends RepoVerb {
  @Mixin private NewPasswordOption fresh;

  private record Replaced(String id, String replaced) {}

  @Override
  public Integer call() throws IOException {
    try (var session = open();
        var lock = session.lockExclusive();
        var password = fresh.password()) {
      lock.requireHeld();
      var keys = session.repository().keys();
      String old = keys.current();
      String id = keys.replace(password, System.getProperty("user.name", ""), LockName.machine());
      print(
          new Replaced(id, old),
          () ->
              "key %s is now %s; the old password opens nothing any more"
                  .formatted(SnapshotView.shortId(old), SnapshotView.shortId(id)));
    }
    return 0;
  }
}
