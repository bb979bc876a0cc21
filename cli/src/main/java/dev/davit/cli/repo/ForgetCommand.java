package dev.davit.cli.repo;

import dev.davit.repository.Repository;
import dev.davit.repository.maintain.ForgetRule;
import dev.davit.repository.maintain.PruneReport;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit repo forget}: by name, or by a rule for each series. */
@Command(
    name = "forget",
    description = "Removes snapshots, named or by a rule; their space is freed by a prune.")
final class ForgetCommand extends RepoVerb {
  @Parameters(arity = "0..*", paramLabel = "SNAPSHOT", description = "Ids or their beginnings.")
  private List<String> ids = List.of();

  @Mixin private KeepOption keep;
  @Mixin private FilterOption filter;

  @Option(names = "--prune", description = "Frees the space at once.")
  private boolean prune;

  @Option(names = "--dry-run", description = "Only says what would be removed; takes no lock.")
  private boolean dryRun;

  private record Forgotten(
      boolean dryRun, List<SnapshotView> removed, int kept, PruneReport prune) {}

  @Override
  public Integer call() {
    ForgetRule rule = rule();
    if (ids.isEmpty() == rule.isEmpty()) {
      throw usage("forget needs either SNAPSHOTs or rules such as --keep-last");
    }
    try (var session = open()) {
      Forgotten done = dryRun ? plan(session, rule) : remove(session, rule);
      print(done, () -> text(done));
    }
    return 0;
  }

  private ForgetRule rule() {
    try {
      return keep.rule(filter.filter());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private Forgotten plan(RepoSession session, ForgetRule rule) {
    List<SnapshotMeta> going = going(session.repository(), rule);
    int kept = session.repository().snapshots().size() - going.size();
    return new Forgotten(true, SnapshotView.of(going), kept, null);
  }

  private Forgotten remove(RepoSession session, ForgetRule rule) {
    Repository repository = session.repository();
    List<SnapshotMeta> going;
    try (var lock = session.lockExclusive()) {
      going = going(repository, rule);
      repository.forget().remove(going.stream().map(SnapshotMeta::id).toList(), lock);
    }
    int kept = repository.snapshots().size();
    PruneReport freed = prune ? PruneCommand.run(session, false) : null;
    return new Forgotten(false, SnapshotView.of(going), kept, freed);
  }

  private List<SnapshotMeta> going(Repository repository, ForgetRule rule) {
    return ids.isEmpty()
        ? repository.forget().expired(rule, ZoneId.systemDefault())
        : ids.stream().map(repository::snapshot).distinct().toList();
  }

  private static String text(Forgotten done) {
    String verb = done.dryRun ? "would remove " : "removed ";
    String lines = done.removed.isEmpty() ? "" : SnapshotView.table(done.removed);
    String sum = verb + done.removed.size() + " snapshots, " + done.kept + " left";
    return lines + sum + (done.prune == null ? "" : '\n' + PruneCommand.line(done.prune));
  }
}
