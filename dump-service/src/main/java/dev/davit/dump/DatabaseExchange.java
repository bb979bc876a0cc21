package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.DatabaseOpened;
import dev.davit.contracts.event.DatabaseStepUndone;
import dev.davit.contracts.event.DatabaseSwapped;
import dev.davit.dump.model.Made;
import dev.davit.postgres.restore.DatabaseSwap;
import dev.davit.postgres.restore.SwapNames;
import dev.davit.postgres.restore.TargetDatabase;
import java.io.IOException;
import java.util.List;

/**
 * The steps that exchange restored databases with the old ones: swap, open, undo. Each looks at the
 * journal and at what is there, so it may be repeated after a kill. Thread-safe.
 */
final class DatabaseExchange {
  private final RecoveryTools tools;
  private final HomeCluster clusters;

  DatabaseExchange(RecoveryTools tools) {
    this.tools = tools;
    this.clusters = new HomeCluster(tools.made(), tools.settings().programs());
  }

  /** Clients are refused and names exchanged; what was restored directly has its name already. */
  DatabaseSwapped swap(Recovery recovery) throws InterruptedException {
    List<String> beside = tools.made().names(recovery.run(), Made.BESIDE);
    if (!beside.isEmpty()) {
      try (var server = open(recovery)) {
        for (String database : beside) {
          recovery.lease().requireHeld();
          tools.made().note(recovery.run(), Made.SWAP, database);
          exchange(server, recovery.names(database)).swap();
        }
      }
    }
    return new DatabaseSwapped(recovery.system(), recovery.run(), recovery.order().ordinal());
  }

  /** The commit: clients are let in, then the old databases go. */
  DatabaseOpened open(Recovery recovery, StoredPoint point)
      throws IOException, InterruptedException {
    List<String> beside = tools.made().names(recovery.run(), Made.BESIDE);
    if (!beside.isEmpty()) {
      try (var server = open(recovery)) {
        recovery.lease().requireHeld();
        tools.made().note(recovery.run(), Made.OPEN, "");
        new ConfigurationFiles(point, recovery).restore(recovery.context().replace());
        for (String database : beside) {
          exchange(server, recovery.names(database)).open();
        }
        for (String database : beside) {
          exchange(server, recovery.names(database)).dropOld();
        }
      }
    }
    return new DatabaseOpened(recovery.system(), recovery.run(), recovery.order().ordinal());
  }

  /** Everything that the run did to databases is taken back; what others made is not touched. */
  DatabaseStepUndone undo(Recovery recovery) throws IOException, InterruptedException {
    if (!tools.made().names(recovery.run(), Made.OPEN).isEmpty()) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "run \"" + recovery.run() + "\"",
          "clients use the restored databases already; recover another point instead");
    }
    if (clusters.isOurs(recovery)) {
      clusters.remove(recovery);
      forgetAll(recovery, Made.DATABASE);
    } else if (madeAnything(recovery)) {
      try (var server = open(recovery)) {
        undoExchange(recovery, server);
        undoDirect(recovery, server);
      }
    }
    return new DatabaseStepUndone(
        recovery.system(), recovery.run(), recovery.order().ordinal(), recovery.order().step());
  }

  private boolean madeAnything(Recovery recovery) {
    return List.of(Made.BESIDE, Made.DATABASE, Made.CONTENTS).stream()
        .anyMatch(kind -> !tools.made().names(recovery.run(), kind).isEmpty());
  }

  private void undoExchange(Recovery recovery, RecoveryServer server) {
    for (String database : tools.made().names(recovery.run(), Made.BESIDE)) {
      SwapNames names = recovery.names(database);
      if (tools.made().has(recovery.run(), Made.SWAP, database)) {
        exchange(server, names).undo();
        tools.made().forget(recovery.run(), Made.SWAP, database);
      }
      TargetDatabase.drop(server.url(names.beside()), server.password());
      tools.made().forget(recovery.run(), Made.BESIDE, database);
    }
  }

  private void undoDirect(Recovery recovery, RecoveryServer server) {
    for (String database : tools.made().names(recovery.run(), Made.DATABASE)) {
      TargetDatabase.drop(server.url(database), server.password());
      tools.made().forget(recovery.run(), Made.DATABASE, database);
    }
    for (String database : tools.made().names(recovery.run(), Made.CONTENTS)) {
      DatabaseContents.remove(server.url(database), server.password());
      tools.made().forget(recovery.run(), Made.CONTENTS, database);
    }
  }

  private void forgetAll(Recovery recovery, Made kind) {
    tools
        .made()
        .names(recovery.run(), kind)
        .forEach(name -> tools.made().forget(recovery.run(), kind, name));
  }

  private RecoveryServer open(Recovery recovery) throws InterruptedException {
    return RecoveryServer.open(recovery.place(), tools.secrets(), tools.settings().programs());
  }

  private static DatabaseSwap exchange(RecoveryServer server, SwapNames names) {
    return new DatabaseSwap(
        server.besides(names.own()), server.password(), names.own(), names.beside(), names.old());
  }
}
