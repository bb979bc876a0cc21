package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.maintain.CheckListener;
import dev.davit.repository.maintain.CheckReport;
import dev.davit.repository.maintain.DataSubset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit repo check}: exit code 5 if something is damaged. */
@Command(name = "check", description = "Looks for damage; changes nothing.")
final class CheckCommand extends RepoVerb {
  @Mixin private SubsetOption data;

  @Option(
      names = "--no-lock",
      description = "For a store that may only be read; a prune beside it looks like damage.")
  private boolean noLock;

  @Override
  public Integer call() {
    DataSubset subset = subset();
    try (var session = open();
        var lock = noLock ? null : session.lockShared();
        var meter = new ProgressMeter(err(), "packs read")) {
      CheckReport report =
          session.repository().check().run(subset, listener(meter), session::isCancelled);
      if (lock != null) {
        lock.requireHeld();
      }
      print(report, () -> line(report, subset));
      return report.isSound() ? 0 : ErrorCode.VALIDATION_FAILED.exitCode();
    }
  }

  private DataSubset subset() {
    try {
      return data.subset();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private CheckListener listener(ProgressMeter meter) {
    return new CheckListener() {
      @Override
      public void problem(String line) {
        say(line);
      }

      @Override
      public void read(long packs, long ofPacks, long bytes) {
        meter.total(packs, bytes);
      }
    };
  }

  private String line(CheckReport report, DataSubset subset) {
    String seen =
        "%s snapshots, %s trees, %s files, %s packs%s"
            .formatted(
                Human.count(report.snapshots()),
                Human.count(report.trees()),
                Human.count(report.files()),
                Human.count(report.packs()),
                subset.isNone() ? "" : ", " + readWhole(report));
    report.notes().forEach(this::say);
    return report.isSound()
        ? "sound: " + seen
        : "DAMAGED: "
            + Human.count(report.problemCount())
            + " problems in "
            + seen
            + suffering(report);
  }

  private static String readWhole(CheckReport report) {
    return Human.count(report.readPacks()) + " read whole, " + Human.bytes(report.readBytes());
  }

  private static String suffering(CheckReport report) {
    List<String> ids =
        report.damages().stream()
            .flatMap(damage -> damage.snapshots().stream())
            .distinct()
            .map(SnapshotView::shortId)
            .toList();
    return ids.isEmpty() ? "" : "\nsnapshots that suffer: " + String.join(", ", ids);
  }
}
