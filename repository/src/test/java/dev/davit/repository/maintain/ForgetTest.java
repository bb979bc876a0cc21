package dev.davit.repository.maintain;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotFilter;
import dev.davit.repository.snapshot.SnapshotGrouping;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetTest {
  private static final long SEED = 471_142;
  private static final Instant LAST = Instant.parse("2026-11-24T12:00:00Z");
  private static final long THREE_YEARS = 3L * 365 * 24 * 3600;

  @TempDir private Path directory;
  private Repository repository;
  private BlobId tree;

  @BeforeEach
  void init() throws Exception {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("a"), "a");
    repository =
        Repository.init(new LocalBackend(directory.resolve("repository")), Backups.password());
    tree = Backups.backup(repository, source, LAST).tree();
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private SnapshotMeta snapshot(String host, Instant time, String... tags) {
    try (var lock = repository.lockShared("test/1")) {
      var info = new SnapshotInfo(host, List.of("/davit/" + host), List.of(tags), time);
      return repository.commit().join(List.of(tree), Map.of(), info, lock::requireHeld);
    }
  }

  /** Some within one hour, some years apart. */
  private void manySnapshots() {
    System.out.println("snapshots seed=" + SEED);
    var random = new Random(SEED);
    for (int i = 0; i < 90; i++) {
      long back = (long) (THREE_YEARS * Math.pow(random.nextDouble(), 4));
      snapshot(i % 3 == 0 ? "office" : "shop", LAST.minusSeconds(back));
    }
  }

  @Test
  void resticWouldForgetTheSame() throws Exception {
    manySnapshots();
    Restic restic = new Restic(directory.resolve("repository"));
    for (ForgetPolicy policy :
        List.of(
            new ForgetPolicy(3, 0, 0, 0, 0, 0),
            new ForgetPolicy(0, 4, 3, 0, 0, 0),
            new ForgetPolicy(0, 0, 5, 3, 2, 0),
            new ForgetPolicy(1, 2, 2, 2, 2, 2),
            new ForgetPolicy(0, 0, 0, 4, 0, 0),
            within("90d", "", "", "", "", ""),
            within("", "20h", "1m", "", "", ""),
            within("2h", "", "20d", "2m3d", "1y1m", "2y"),
            new ForgetPolicy(1, 2, 0, 0, 3, 0, within("", "", "2m", "", "", "").within()))) {
      Set<String> ours = ids(repository.forget().expired(policy, ZoneOffset.UTC));
      assertThat(ours).as(policy.toString()).isNotEmpty().isEqualTo(theirs(restic, policy));
    }
  }

  private static Set<String> ids(List<SnapshotMeta> snapshots) {
    Set<String> ids = new TreeSet<>();
    snapshots.forEach(one -> ids.add(one.id()));
    return ids;
  }

  private static Set<String> theirs(Restic restic, ForgetPolicy policy) throws Exception {
    List<String> command = new ArrayList<>(List.of("forget", "--dry-run", "--json"));
    add(command, "--keep-last", policy.last());
    add(command, "--keep-hourly", policy.hourly());
    add(command, "--keep-daily", policy.daily());
    add(command, "--keep-weekly", policy.weekly());
    add(command, "--keep-monthly", policy.monthly());
    add(command, "--keep-yearly", policy.yearly());
    add(command, "--keep-within", policy.within().each());
    add(command, "--keep-within-hourly", policy.within().hourly());
    add(command, "--keep-within-daily", policy.within().daily());
    add(command, "--keep-within-weekly", policy.within().weekly());
    add(command, "--keep-within-monthly", policy.within().monthly());
    add(command, "--keep-within-yearly", policy.within().yearly());
    String json = restic.run(command.toArray(String[]::new));
    Set<String> removed = new TreeSet<>();
    for (JsonNode group : new JsonMapper().readTree(json.substring(json.indexOf('[')))) {
      group.path("remove").forEach(one -> removed.add(one.path("id").asText()));
    }
    return removed;
  }

  private static ForgetPolicy within(String... spans) {
    var all = Stream.of(spans).map(ForgetTest::span).toList();
    return new ForgetPolicy(
        0,
        0,
        0,
        0,
        0,
        0,
        new ForgetPolicy.Within(
            all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5)));
  }

  private static KeepWithin span(String text) {
    return text.isEmpty() ? KeepWithin.NOTHING : KeepWithin.parse(text);
  }

  private static void add(List<String> command, String option, KeepWithin span) {
    if (!span.equals(KeepWithin.NOTHING)) {
      String text = "%dy%dm%dd%dh";
      command.addAll(
          List.of(option, text.formatted(span.years(), span.months(), span.days(), span.hours())));
    }
  }

  private static void add(List<String> command, String option, int count) {
    if (count > 0) {
      command.addAll(List.of(option, Integer.toString(count)));
    }
  }

  @Test
  void whatCarriesATagIsKeptAndOtherSeriesAreLeftAlone() {
    snapshot("shop", LAST.minusSeconds(300), "keep");
    SnapshotMeta middle = snapshot("shop", LAST.minusSeconds(200));
    snapshot("office", LAST.minusSeconds(400));
    var last = new ForgetPolicy(1, 0, 0, 0, 0, 0);
    var rule =
        new ForgetRule(
            last, List.of("keep"), SnapshotGrouping.HOST_AND_PATHS, SnapshotFilter.all());
    assertThat(repository.forget().expired(rule, ZoneOffset.UTC))
        .extracting(SnapshotMeta::id)
        .containsExactly(middle.id());

    var one = new SnapshotGrouping(EnumSet.noneOf(SnapshotGrouping.By.class));
    var all = new ForgetRule(last, List.of(), one, SnapshotFilter.all());
    assertThat(repository.forget().expired(all, ZoneOffset.UTC)).hasSize(3);

    var office = new SnapshotFilter(List.of("office"), List.of(), List.of());
    var filtered = new ForgetRule(last, List.of(), one, office);
    assertThat(repository.forget().expired(filtered, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void aRuleNeverEndsASeries() {
    var never =
        new ForgetRule(
            new ForgetPolicy(0, 0, 0, 0, 0, 0),
            List.of("absent"),
            SnapshotGrouping.HOST_AND_PATHS,
            SnapshotFilter.all());
    assertFails(
        ErrorCode.INVALID_REQUEST, () -> repository.forget().expired(never, ZoneOffset.UTC));
  }

  @Test
  void whoLostTheLockRemovesNothing() {
    String id = repository.snapshot("latest").id();
    try (var lock = repository.lockExclusive("test/1")) {
      repository.unlock(lock.id());
      assertFails(ErrorCode.LOCK_LOST, () -> repository.forget().remove(List.of(id), lock));
      assertFails(ErrorCode.LOCK_LOST, () -> repository.prune().run(lock, () -> false));
    }
    assertThat(repository.snapshots()).hasSize(1);
  }
}
