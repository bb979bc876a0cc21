package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.dump.model.Made;
import dev.davit.dump.store.MadeStore;
import dev.davit.postgres.PixeltableHome;
import dev.davit.postgres.dump.StagingDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the cluster of a home that has none, and takes one that the same run made away again. */
final class HomeCluster {
  private final MadeStore made;
  private final Path programs;

  HomeCluster(MadeStore made, Path programs) {
    this.made = made;
    this.programs = programs;
  }

  /**
   * The place's home has a cluster afterwards; nothing to do for other places.
   *
   * @param major version of the server that was captured
   */
  void require(Recovery recovery, int major) throws IOException, InterruptedException {
    if (!recovery.place().isHome()) {
      return;
    }
    var home = PixeltableHome.of(Path.of(recovery.place().home()));
    if (home.exists()) {
      return;
    }
    if (made.has(recovery.run(), Made.CLUSTER, recovery.place().home())) {
      StagingDirectory.wipe(home.cluster()); // half of what an earlier try made
    } else {
      requireNothing(home);
      made.note(recovery.run(), Made.CLUSTER, recovery.place().home());
    }
    home.recreateCluster(major, programs);
  }

  /** Before the journal says that what is there may be wiped. */
  private static void requireNothing(PixeltableHome home) {
    String[] inside = home.cluster().toFile().list();
    if (inside != null && inside.length > 0) {
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY,
          "directory \"" + home.cluster() + "\"",
          "it is no cluster, and not empty");
    }
  }

  /** Whether the run made the cluster that is there. */
  boolean isOurs(Recovery recovery) {
    return recovery.place().isHome()
        && made.has(recovery.run(), Made.CLUSTER, recovery.place().home());
  }

  /** Stops and removes a cluster that the run made. */
  void remove(Recovery recovery) throws IOException, InterruptedException {
    var home = PixeltableHome.of(Path.of(recovery.place().home()));
    if (home.exists() && home.runningUrl("postgres").isPresent()) {
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY, home.quoted(), "its new server is in use; stop it first");
    }
    StagingDirectory.wipe(home.cluster());
    made.forget(recovery.run(), Made.CLUSTER, recovery.place().home());
  }
}
