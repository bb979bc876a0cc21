package dev.davit.dump;

import dev.davit.contracts.Pin;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.Reference;
import dev.davit.kit.work.Lease;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.dump.PinnedDatabase;
import dev.davit.postgres.dump.PinnedSnapshot;
import dev.davit.postgres.dump.RolesDump;
import dev.davit.postgres.dump.StagingDirectory;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.archive.TreeAssembler;
import dev.davit.worker.WorkLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is done while one pin is held. Used once, by one thread. */
final class PinnedCapture {
  private static final System.Logger LOG = System.getLogger(PinnedCapture.class.getName());

  private final BackupStarted order;
  private final Pin pin;
  private final PinnedSnapshot pinned;
  private final char[] password;
  private final Lease lease;
  private final WorkLock lock;

  PinnedCapture(
      BackupStarted order,
      Pin pin,
      PinnedSnapshot pinned,
      char[] password,
      Lease lease,
      WorkLock lock) {
    this.order = order;
    this.pin = pin;
    this.pinned = pinned;
    this.password = password;
    this.lease = lease;
    this.lock = lock;
  }

  DumpCompleted run(Repository repository, StagingDirectory staging, ToolSettings tools)
      throws IOException, InterruptedException, SQLException {
    try {
      return capture(repository, staging, tools);
    } catch (RuntimeException | IOException | SQLException e) {
      requirePin(e);
      throw e;
    }
  }

  /** A lost pin is the cause, not what a program or a query made of it. */
  private void requirePin(Exception failure) {
    if (lease.cancelled()) {
      return;
    }
    try {
      pinned.checkAlive();
    } catch (DavitException lost) {
      lost.addSuppressed(failure);
      throw lost;
    }
  }

  private DumpCompleted capture(Repository repository, StagingDirectory staging, ToolSettings tools)
      throws IOException, InterruptedException, SQLException {
    announcePinned();
    announceReferences(repository, staging);
    TreeAssembler tree = repository.archiver().tree();
    var dump = new DatabaseDump(repository.archiver(), Profiles.of(order.settings()), tools, tree);
    List<DatabaseSummary> summaries = dumpAll(dump, staging);
    tree.bytes("roles.sql", roles(staging, tools));
    putConfiguration(repository, tree);
    StoredTree written = tree.write();
    check();
    repository.flush();
    var part =
        new PartManifest(
            "database",
            written.tree().toString(),
            written.files(),
            written.bytes(),
            Math.max(dump.stored(), written.stored()));
    return new DumpCompleted(order.system(), order.run(), pin, part, summaries);
  }

  private void announcePinned() {
    var names = pinned.databases().stream().map(PinnedDatabase::name).toList();
    lease.announce(
        new DumpPinned(order.system(), order.run(), pin, names, pinned.walPosition(), pinned.at()),
        pin.ordinal());
  }

  private void announceReferences(Repository repository, StagingDirectory staging)
      throws IOException, SQLException {
    progress("listing references", 0, null);
    var listing = new ReferenceListing(repository.archiver(), Profiles.of(order.settings()));
    PartManifest part = listing.store(pinned.databases(), staging.fresh("references"));
    check();
    repository.flush();
    lease.announce(
        new ReferencesListed(
            order.system(),
            order.run(),
            pin,
            part,
            listing.count(Reference.Kind.MANAGED),
            listing.count(Reference.Kind.EXTERNAL),
            listing.count(Reference.Kind.REMOTE)),
        pin.ordinal());
  }

  private List<DatabaseSummary> dumpAll(DatabaseDump dump, StagingDirectory staging)
      throws IOException, InterruptedException, SQLException {
    long expected = pinned.databases().stream().mapToLong(PinnedDatabase::estimatedBytes).sum();
    List<DatabaseSummary> summaries = new ArrayList<>();
    long before = 0;
    for (PinnedDatabase database : pinned.databases()) {
      long done = before;
      String step = "dumping database \"" + database.name() + "\"";
      summaries.add(
          dump.store(
              database,
              password,
              staging,
              read -> progress(step, done + read, expected),
              lease::cancelled));
      before += summaries.getLast().bytes();
      check();
    }
    return summaries;
  }

  private byte[] roles(StagingDirectory staging, ToolSettings tools)
      throws IOException, InterruptedException {
    PinnedDatabase any = pinned.databases().getFirst();
    var programs = PostgresPrograms.find(any.serverMajor(), tools.programs());
    return RolesDump.read(programs, any.url(), password, staging);
  }

  /** A file that is gone is left out: an application may well run without it. */
  private void putConfiguration(Repository repository, TreeAssembler tree) {
    List<String> files = order.settings().configuration();
    for (int i = 0; i < files.size(); i++) {
      Path file = Path.of(files.get(i));
      if (Files.exists(file)) {
        tree.put(
            StoredPoint.CONFIGURATION + "/" + StoredPoint.configurationName(i, file),
            repository.archiver().file(file, null));
      } else {
        LOG.log(System.Logger.Level.WARNING, "no such configuration file; path={0}", file);
      }
    }
  }

  private void check() {
    if (!lease.cancelled()) {
      pinned.checkAlive();
    }
    lock.requireHeld();
    lease.requireHeld();
  }

  private void progress(String step, long bytes, Long total) {
    lease.progress(
        new DumpProgressed(order.system(), order.run(), step, new Amount(bytes, total, 0, null)));
  }
}
