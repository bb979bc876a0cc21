package dev.davit.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.DatabaseOpened;
import dev.davit.contracts.event.DatabaseRestored;
import dev.davit.contracts.event.DatabaseStepUndone;
import dev.davit.contracts.event.DatabaseSwapped;
import dev.davit.contracts.event.DatabaseTargetSurveyed;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.dump.model.Made;
import dev.davit.kit.testing.TestLease;
import dev.davit.postgres.restore.SwapNames;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRecoveryTest {
  /** All rows of both tables, in any physical order, as one text. */
  private static final String ROWS =
      "select md5((select string_agg(i::text, ',' order by id) from items i)"
          + " || (select string_agg(o::text, ',' order by id) from sales.orders o))";

  @TempDir static Path directory;
  private static Ground ground;

  private final RunId run = RunId.random();
  private SnapshotMeta snapshot;
  private String captured;

  @BeforeAll
  static void build() throws IOException {
    ground = new Ground(directory);
  }

  @AfterAll
  static void tearDown() {
    ground.close();
  }

  @BeforeEach
  void capture() throws Exception {
    ground.makeShop(2_000);
    ground.sql("postgres", "drop database if exists copy with (force)");
    captured = ground.query("shop", ROWS);
    snapshot = ground.point(ground.settings());
  }

  @Test
  void aRestoreIntoANewDatabaseEqualsWhatWasCaptured() throws Exception {
    ground.sql("shop", "delete from sales.orders");

    var fact = (DatabaseRestored) step(1, RecoveryStep.DATABASE, toCopy(), 1);

    assertThat(fact.rows()).isEqualTo(4_000);
    assertThat(ground.query("copy", ROWS)).isEqualTo(captured);
    assertThat(ground.query("copy", "select count(*) from popular")).isEqualTo("2000");
    assertThat(ground.query("shop", "select count(*) from sales.orders")).isEqualTo("0");
  }

  @Test
  void aRestoreOfALostDatabaseBringsItBackUnderItsName() throws Exception {
    ground.sql("postgres", "drop database shop with (force)");

    step(1, RecoveryStep.DATABASE, context(RecoveryTarget.original(), false), 1);

    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
  }

  @Test
  void anExistingEmptyDatabaseIsFilled() throws Exception {
    ground.sql("postgres", "create database copy");

    step(1, RecoveryStep.DATABASE, toCopy(), 1);

    assertThat(ground.query("copy", ROWS)).isEqualTo(captured);
  }

  @Test
  void aTargetThatHoldsDataIsRefusedAndNotTouched() throws Exception {
    ground.sql("postgres", "create database copy");
    ground.sql("copy", "create table precious as select 1 as one");

    assertThatThrownBy(() -> step(1, RecoveryStep.DATABASE, toCopy(), 1))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY);
              assertThat(e).hasMessageContaining("database \"copy\", 1 tables present");
            });

    assertThat(ground.query("copy", "select one from precious")).isEqualTo("1");
    assertThat(ground.made.names(run, Made.CONTENTS)).isEmpty();
  }

  @Test
  void aRestoreKilledMidwayIsBegunAnewByTheNextEpoch() throws Exception {
    ground.sql("postgres", "create database copy");
    killMidway(toCopy());
    assertThat(ground.query("copy", "select to_regclass('items') is not null")).isNotNull();

    step(1, RecoveryStep.DATABASE, toCopy(), 2);

    assertThat(ground.query("copy", ROWS)).isEqualTo(captured);
  }

  @Test
  void aRestoreOfALostDatabaseKilledMidwayIsBegunAnewToo() throws Exception {
    killMidway(toCopy());

    step(1, RecoveryStep.DATABASE, toCopy(), 2);

    assertThat(ground.query("copy", ROWS)).isEqualTo(captured);
  }

  /** The last that pg_restore does is to build the index, whose function ends the sessions. */
  @Test
  void aServerThatEndsItsSessionsUnderPgRestoreIsWaitedFor() throws Exception {
    ground.sql(
        "shop",
        """
        create function leave(id bigint) returns bigint immutable language plpgsql as $$
        begin
          if current_database() = 'copy' then
            perform pg_terminate_backend(pid) from pg_stat_activity
              where datname in ('postgres', 'copy') order by pid = pg_backend_pid();
          end if;
          return id;
        end $$
        """,
        "create index leaving on items (leave(id)) where id = 1");
    snapshot = ground.point(ground.settings());

    assertThatThrownBy(() -> step(1, RecoveryStep.DATABASE, toCopy(), 1))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE));
  }

  @Test
  void replacingRestoresBesideThenSwapsThenOpens() throws Exception {
    ground.sql("shop", "delete from sales.orders", "create table later as select 1 as one");
    var context = context(RecoveryTarget.original(), true);
    var names = SwapNames.of("shop", run.toString().substring(0, 8));

    step(1, RecoveryStep.DATABASE, context, 1);
    assertThat(ground.query("shop", "select one from later")).isEqualTo("1");
    assertThat(ground.query(names.beside(), ROWS)).isEqualTo(captured);

    assertThat(step(2, RecoveryStep.SWAP_DATABASE, context, 1)).isInstanceOf(DatabaseSwapped.class);
    assertThatThrownBy(() -> ground.query("shop", "select 1")).isInstanceOf(DavitException.class);

    assertThat(step(3, RecoveryStep.OPEN, context, 1)).isInstanceOf(DatabaseOpened.class);
    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
    assertThat(databases()).doesNotContain(names.beside(), names.old());
  }

  @Test
  void everyStepOfAReplacementMayBeRepeated() throws Exception {
    var context = context(RecoveryTarget.original(), true);
    for (int epoch = 1; epoch <= 2; epoch++) {
      step(1, RecoveryStep.DATABASE, context, epoch);
    }
    for (int epoch = 1; epoch <= 2; epoch++) {
      step(2, RecoveryStep.SWAP_DATABASE, context, epoch);
    }
    for (int epoch = 1; epoch <= 2; epoch++) {
      step(3, RecoveryStep.OPEN, context, epoch);
    }

    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
  }

  @Test
  void undoingASwapBringsTheOldDatabaseBack() throws Exception {
    ground.sql("shop", "create table later as select 1 as one");
    var context = context(RecoveryTarget.original(), true);
    step(1, RecoveryStep.DATABASE, context, 1);
    step(2, RecoveryStep.SWAP_DATABASE, context, 1);

    var fact = step(3, RecoveryStep.UNDO_DATABASE, context, 1);
    step(3, RecoveryStep.UNDO_DATABASE, context, 2);

    assertThat(fact).isInstanceOf(DatabaseStepUndone.class);
    assertThat(ground.query("shop", "select one from later")).isEqualTo("1");
    assertThat(databases())
        .doesNotContain(SwapNames.of("shop", run.toString().substring(0, 8)).beside());
  }

  @Test
  void undoingBeforeTheSwapDropsWhatWasRestoredBeside() throws Exception {
    var context = context(RecoveryTarget.original(), true);
    killMidway(context);

    step(2, RecoveryStep.UNDO_DATABASE, context, 1);

    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
    assertThat(databases())
        .doesNotContain(SwapNames.of("shop", run.toString().substring(0, 8)).beside());
  }

  @Test
  void undoingADirectRestoreTakesAwayOnlyWhatTheRunMade() throws Exception {
    ground.sql("postgres", "create database copy");
    step(1, RecoveryStep.DATABASE, toCopy(), 1);

    step(2, RecoveryStep.UNDO_DATABASE, toCopy(), 1);

    assertThat(ground.query("copy", "select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");
    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
  }

  @Test
  void afterOpeningThereIsNoWayBack() throws Exception {
    var context = context(RecoveryTarget.original(), true);
    step(1, RecoveryStep.DATABASE, context, 1);
    step(2, RecoveryStep.SWAP_DATABASE, context, 1);
    step(3, RecoveryStep.OPEN, context, 1);

    assertThatThrownBy(() -> step(4, RecoveryStep.UNDO_DATABASE, context, 1))
        .isInstanceOf(DavitException.class);
    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
  }

  @Test
  void replacingWhatIsNotThereRestoresDirectlyAndTheSwapHasNothingToDo() throws Exception {
    ground.sql("postgres", "drop database shop with (force)");
    var context = context(RecoveryTarget.original(), true);

    step(1, RecoveryStep.DATABASE, context, 1);
    step(2, RecoveryStep.SWAP_DATABASE, context, 1);
    step(3, RecoveryStep.OPEN, context, 1);

    assertThat(ground.query("shop", ROWS)).isEqualTo(captured);
  }

  @Test
  void aSurveySeesWhatIsThereAndChangesNothing() throws Exception {
    List<String> before = databases();

    var full = survey(context(RecoveryTarget.original(), false));
    var replaced = survey(context(RecoveryTarget.original(), true));
    var absent = survey(toCopy());

    assertThat(full.empty()).isFalse();
    assertThat(full.obstacles())
        .extracting(p -> p.code())
        .containsExactly(ErrorCode.TARGET_NOT_EMPTY);
    assertThat(replaced.obstacles()).isEmpty();
    assertThat(absent.empty()).isTrue();
    assertThat(absent.obstacles()).isEmpty();
    assertThat(absent.neededBytes()).isPositive();
    assertThat(absent.findings()).anyMatch(f -> f.contains("\"copy\" does not exist"));
    assertThat(databases()).isEqualTo(before);
  }

  @Test
  void aSurveyOfAnUnreachableServerSaysSoAsAnObstacle() throws Exception {
    var away = new RecoveryTarget(null, "postgresql://davit@127.0.0.1:1/copy", null, null);

    assertThat(survey(context(away, false)).obstacles())
        .extracting(p -> p.code())
        .containsExactly(ErrorCode.DATABASE_UNREACHABLE);
  }

  @Test
  void aSurveyOfALostHomeNamesTheExtensionsThatItsServerLacks() throws Exception {
    var lost = new RecoveryTarget(directory.resolve("lost-home").toString(), null, null, null);

    var survey = survey(context(lost, false));

    assertThat(survey.empty()).isTrue();
    assertThat(survey.freeBytes()).isPositive();
    assertThat(directory.resolve("lost-home")).doesNotExist();
  }

  private RecoveryContext toCopy() {
    return context(ground.elsewhere("copy"), false);
  }

  private RecoveryContext context(RecoveryTarget target, boolean replace) {
    return ground.context(snapshot, target, replace);
  }

  private Object step(int ordinal, RecoveryStep step, RecoveryContext context, long epoch)
      throws Exception {
    return ground.steps().run(Ground.step(run, ordinal, step, context, epoch), new TestLease());
  }

  /** The lease is lost when some of the rows are in. */
  private void killMidway(RecoveryContext context) {
    var lease = new TestLease();
    lease.onWord(word -> {
      if (word instanceof DumpProgressed progress && progress.step().startsWith("restoring")) {
        lease.lose();
      }
    });
    assertThatThrownBy(
            () -> ground.steps().run(Ground.step(run, 1, RecoveryStep.DATABASE, context, 1), lease))
        .isInstanceOf(DavitException.class);
  }

  private TargetSurvey survey(RecoveryContext context) throws Exception {
    var fact =
        new TargetSurveyor(ground.recoveryTools())
            .run(Ground.survey(run, context), new TestLease());
    return ((DatabaseTargetSurveyed) fact).survey();
  }

  private static List<String> databases() throws SQLException {
    return List.of(
        ground
            .query("postgres", "select string_agg(datname, ',' order by 1) from pg_database")
            .split(","));
  }
}
