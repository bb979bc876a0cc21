package dev.davit.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.Fingerprint;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.ServerOptions;
import dev.davit.postgres.TestCluster;
import dev.davit.postgres.profile.GenericProfile;
import dev.davit.postgres.restore.DumpFiles;
import dev.davit.postgres.restore.PgRestore;
import dev.davit.postgres.restore.RestoreOptions;
import dev.davit.postgres.restore.TableCheck;
import dev.davit.postgres.restore.TargetDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DumpAndRestoreTest {
  static final GenericProfile PLAIN = new GenericProfile(Map.of(), List.of());

  static List<PostgresPrograms> versions() {
    return TestCluster.everyVersion();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aDatabaseOfEveryKindOfTableComesBackEqual(PostgresPrograms programs) throws Exception {
    try (var cluster = TestCluster.start(programs, ServerOptions.scratch())) {
      var source = cluster.createDatabase("odd \"name's=\\ ünï");
      TestCluster.execute(source, EVERY_KIND);
      var dump = new MemoryDump();
      try (var staging = cluster.staging("staging");
          var pin = PinnedSnapshot.open(List.of(source), null, PLAIN, Duration.ZERO)) {
        TestCluster.execute(source, "DELETE FROM plain", "INSERT INTO \"empty\" VALUES (1)");
        var pinned = pin.databases().getFirst();
        var result = dump(programs, pinned, staging, dump);
        assertThat(result.files()).isEqualTo(dump.names().size());
        assertThat(print(result.fingerprints(), "plain").rows()).isEqualTo(5000);
        assertThat(print(result.fingerprints(), "empty").rows()).isZero();
        assertThat(print(result.fingerprints(), "computed").columns()).containsExactly("a", "c");
        var target = cluster.url("copy");
        restore(programs, target, pinned, staging, dump);
        assertThat(TableCheck.verify(target, null, result.fingerprints(), 2, () -> false))
            .isEmpty();
        assertThat(TestCluster.ask(target, LARGE_OBJECTS))
            .isEqualTo(TestCluster.ask(source, LARGE_OBJECTS))
            .isNotNull();
        assertThat(TestCluster.ask(target, "SELECT last_value FROM counter")).isEqualTo("77");
        assertThat(TestCluster.ask(target, "SELECT count(*) FROM seen")).isEqualTo("1");
      }
    }
  }

  @Test
  void rowsThatDoNotFitFailTheRestoreAndAreNotTold() throws Exception {
    try (var cluster = TestCluster.start()) {
      var source = cluster.createDatabase("shop");
      TestCluster.execute(source, "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1), (2)");
      var dump = new MemoryDump();
      try (var staging = cluster.staging("staging");
          var pin = PinnedSnapshot.open(List.of(source), null, PLAIN, Duration.ZERO)) {
        var pinned = pin.databases().getFirst();
        dump(cluster.server().programs(), pinned, staging, dump);
        var target = cluster.url("copy");
        TargetDatabase.create(target, null, manifest(pinned));
        var restore = new PgRestore(cluster.server().programs(), RestoreOptions.DEFAULT);
        assertThatThrownBy(
                () -> restore.run(target, null, new Spoilt(dump), staging, n -> {}, () -> false))
            .isInstanceOfSatisfying(
                DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOOL_FAILED))
            .hasMessageContaining(".dat")
            .hasMessageNotContaining("classified");
      }
    }
  }

  /** A dump whose rows are not those of its tables. */
  private record Spoilt(DumpFiles whole) implements DumpFiles {
    @Override
    public List<String> names() {
      return whole.names();
    }

    @Override
    public InputStream open(String name) throws IOException {
      return name.endsWith(".dat") && !name.equals("toc.dat")
          ? new ByteArrayInputStream("classified\tas\tsecret\n".getBytes(StandardCharsets.UTF_8))
          : whole.open(name);
    }

    @Override
    public long size(String name) {
      return whole.size(name);
    }
  }

  private static final String LARGE_OBJECTS =
      "SELECT string_agg(md5(lo_get(oid)), ',' ORDER BY oid) FROM pg_largeobject_metadata";

  private static final String[] EVERY_KIND = {
    "CREATE TABLE plain (id int PRIMARY KEY, t text, at timestamptz, b bytea, f float8)",
    "INSERT INTO plain SELECT i, 'row ' || i || chr(10) || '\\.' || chr(9), now(),"
        + " decode(md5(i::text), 'hex'), i / 7.0 FROM generate_series(1, 5000) i",
    "CREATE TABLE \"empty\" (id int)",
    "CREATE TABLE nocolumns ()",
    "INSERT INTO nocolumns DEFAULT VALUES",
    "CREATE TABLE computed (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c text)",
    "ALTER TABLE computed ADD COLUMN gone int",
    "INSERT INTO computed (a, c, gone) SELECT i, 'c', i FROM generate_series(1, 100) i",
    "ALTER TABLE computed DROP COLUMN gone",
    "CREATE TABLE parted (k int, v text) PARTITION BY RANGE (k)",
    "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (50)",
    "CREATE TABLE parted_2 PARTITION OF parted DEFAULT",
    "INSERT INTO parted SELECT i, 'v' || i FROM generate_series(1, 100) i",
    "CREATE SCHEMA \"Odd.Schema\"",
    "CREATE TABLE \"Odd.Schema\".\"a \"\"b\"\" \\ ünï\" (\"x y\" int, \"Z\"\"\" text)",
    "INSERT INTO \"Odd.Schema\".\"a \"\"b\"\" \\ ünï\" VALUES (1, E'\\\\.'), (2, NULL)",
    "CREATE TABLE inherited (extra int) INHERITS (plain)",
    "INSERT INTO inherited VALUES (9000, 'child', now(), '', 'NaN', 1)",
    "CREATE MATERIALIZED VIEW seen AS SELECT count(*) FROM plain",
    "CREATE SEQUENCE counter",
    "SELECT setval('counter', 77)",
    "SELECT lo_from_bytea(0, decode(repeat(md5(i::text), 5000), 'hex'))"
        + " FROM generate_series(1, 20) i",
    "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || quote_ident(current_database())"
        + " || ' SET bytea_output = escape'; EXECUTE 'ALTER DATABASE '"
        + " || quote_ident(current_database()) || ' SET timezone = ''Asia/Tokyo'''; END $$",
  };

  static Fingerprint print(List<Fingerprint> all, String table) {
    return all.stream().filter(f -> f.table().equals(table)).findFirst().orElseThrow();
  }

  static DumpResult dump(
      PostgresPrograms programs, PinnedDatabase pinned, StagingDirectory staging, DumpSink sink)
      throws Exception {
    return new PgDump(programs, DumpOptions.DEFAULT)
        .run(pinned, null, staging, sink, n -> {}, () -> false);
  }

  static void restore(
      PostgresPrograms programs,
      DatabaseUrl target,
      PinnedDatabase pinned,
      StagingDirectory staging,
      MemoryDump dump)
      throws Exception {
    TargetDatabase.create(target, null, manifest(pinned));
    new PgRestore(programs, RestoreOptions.DEFAULT)
        .run(target, null, dump, staging, n -> {}, () -> false);
  }

  static DatabaseManifest manifest(PinnedDatabase d) {
    return new DatabaseManifest(
        d.name(),
        d.serverVersion(),
        d.encoding(),
        d.collate(),
        d.ctype(),
        d.owner(),
        d.extensions(),
        d.estimatedBytes(),
        d.at(),
        d.walPosition(),
        d.profileVersion(),
        d.inconsistent(),
        List.of(),
        List.of());
  }
}
