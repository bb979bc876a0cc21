package dev.davit.repository.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process runs as, for locks and snapshots. */
record ProcessOwner(String name, long uid, long gid) {
  private static final ProcessOwner CURRENT = read();

  static ProcessOwner current() {
    return CURRENT;
  }

  private static ProcessOwner read() {
    String name = System.getProperty("user.name", "");
    try {
      Path self = Path.of("/proc/self");
      long uid = ((Number) Files.getAttribute(self, "unix:uid")).longValue();
      long gid = ((Number) Files.getAttribute(self, "unix:gid")).longValue();
      return new ProcessOwner(name, uid, gid);
    } catch (IOException | RuntimeException unknown) {
      return new ProcessOwner(name, 0, 0);
    }
  }
}
