package dev.davit.cli.repo;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this machine and process are called in locks and snapshots. */
final class LockName {
  private LockName() {}

  static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Begins with the machine's name, so that others here can tell that the process is dead. */
  static String ofThisProcess() {
    return machine() + "/repo-" + ProcessHandle.current().pid();
  }
}
