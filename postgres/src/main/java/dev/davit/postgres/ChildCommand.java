package dev.davit.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program to run.
 *
 * @param arguments the program's path and its arguments; seen by every user of the machine, so
 *     never a secret
 * @param environment added to a bare environment ({@code PATH, HOME, LANG, TZ, TMPDIR})
 * @param directory where it runs; null: the file system's root
 * @param user whom it runs as; null: this process's user
 * @param deathSignal what it gets when this process dies: {@link Posix#SIGKILL} goes to its whole
 *     group, any other signal to it alone
 */
public record ChildCommand(
    List<String> arguments,
    Map<String, String> environment,
    Path directory,
    OsUser user,
    int deathSignal) {
  /** PostgreSQL's fast shutdown. */
  public static final int SIGINT = 2;

  public ChildCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    Objects.requireNonNull(arguments.getFirst(), "program");
  }

  /** Runs as this process's user and is killed with it. */
  public static ChildCommand of(List<String> arguments, Map<String, String> environment) {
    return new ChildCommand(arguments, environment, null, null, Posix.SIGKILL);
  }

  public ChildCommand in(Path place) {
    return new ChildCommand(arguments, environment, place, user, deathSignal);
  }

  public ChildCommand as(OsUser other) {
    return new ChildCommand(arguments, environment, directory, other, deathSignal);
  }

  public ChildCommand dyingBy(int signal) {
    return new ChildCommand(arguments, environment, directory, user, signal);
  }

  /** File name of the program, as messages name it. */
  public String name() {
    return Path.of(arguments.getFirst()).getFileName().toString();
  }

  /** setpriv knows signals by name only. */
  private String signalName() {
    return switch (deathSignal) {
      case Posix.SIGKILL -> "KILL";
      case Posix.SIGTERM -> "TERM";
      case SIGINT -> "INT";
      default -> throw new IllegalArgumentException("no death signal: " + deathSignal);
    };
  }

  /** The command line that makes it the leader of its own group and bound to this process. */
  List<String> line() {
    var line = new ArrayList<String>();
    line.add("setsid");
    if (user != null) {
      line.addAll(user.prefix());
    }
    if (line.size() == 1) {
      line.add("setpriv");
    }
    line.add("--pdeathsig=" + signalName());
    line.add("--");
    line.addAll(arguments);
    return line;
  }
}
