package dev.davit.cli.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.Davit;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery with nothing but a repository, its password and a server. */
class RepositoryRecoveryTest {
  private static final String ROWS =
      "select md5(string_agg(t::text, '|' order by id)) from items t";
  private static final String ORDERS =
      "select md5(string_agg(t::text, '|' order by id)) from sales.orders t";

  @TempDir private static Path shared;
  @TempDir private Path room;
  private static PointGround ground;
  private static String point;
  private static int targets;
  private String target;

  @BeforeAll
  static void capture() throws Exception {
    ground = new PointGround(shared);
    point = ground.seal(PointGround.SYSTEM, PointState.SEALED);
  }

  @AfterAll
  static void close() {
    if (ground != null) {
      ground.close();
    }
  }

  @BeforeEach
  void nameTarget() {
    target = "recovered" + targets++;
  }

  private Path media() {
    return room.resolve("recovered-media");
  }

  private Davit recover(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "recover",
                "--repo",
                ground.repository().toString(),
                "--to",
                "db=" + ground.written(target) + ",media=" + media()));
    if (!List.of(more).contains("--password-file")) {
      all.addAll(List.of("--password-file", ground.password().toString()));
    }
    all.addAll(List.of(more));
    return Davit.run(all.toArray(String[]::new));
  }

  private void assertNothingWasTouched() throws Exception {
    assertThat(media()).doesNotExist();
    assertThat(ground.query("postgres", "select 1 from pg_database where datname='" + target + "'"))
        .isNull();
  }

  private void assertRecovered() throws Exception {
    assertThat(ground.query(target, ROWS)).isEqualTo(ground.query("shop", ROWS));
    assertThat(ground.query(target, ORDERS)).isEqualTo(ground.query("shop", ORDERS));
    assertThat(PointGround.difference(ground.media(), media())).isEmpty();
    assertThat(media().resolve("empty")).isEmptyDirectory();
  }

  @Test
  void aPointIsRecoveredToAnotherServerPlaceAndDirectory() throws Exception {
    var run =
        recover("--point", point, "--public-key", ground.publicKey().toString(), "-o", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertRecovered();
    var outcome = Json.read(run.out(), RepositoryRecovery.Outcome.class);
    assertThat(outcome)
        .isEqualTo(new RepositoryRecovery.Outcome(PointGround.SYSTEM, point, 1, 2, 6000, 40));
    assertThat(run.err())
        .contains("the signature fits: " + point)
        .doesNotContain(ground.postgres.password());
    assertThat(ground.query(target, "select tableowner from pg_tables where tablename='items'"))
        .isEqualTo("clerk");
  }

  @Test
  void aTargetThatHoldsTablesIsRefusedAndReplacedOnlyWhenTold() throws Exception {
    ground.sql("postgres", "create database " + target);
    ground.sql(target, "create table precious (id int)", "insert into precious values (7)");

    var refused = recover("--point", point);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("DAVIT-2107").contains("\"" + target + "\"");
    assertThat(ground.query(target, "select id from precious")).isEqualTo("7");
    assertThat(media()).doesNotExist();

    var replaced = recover("--point", point, "--replace");
    assertThat(replaced.exitCode()).as(replaced.err()).isZero();
    assertRecovered();
    assertThat(ground.query(target, "select to_regclass('precious')::text")).isNull();
    assertThat(
            ground.query(
                "postgres",
                "select datname from pg_database where datname like '" + target + "_%'"))
        .as("what was replaced is gone")
        .isNull();
  }

  @Test
  void aDatabaseWithTheLongestNameIsReplacedBesideTheLiveOne() throws Exception {
    target = target + "x".repeat(63 - target.length());
    ground.sql("postgres", "create database " + target);
    ground.sql(target, "create table precious (id int)");

    var replaced = recover("--point", point, "--replace");

    assertThat(replaced.exitCode()).as(replaced.err()).isZero();
    assertRecovered();
    assertThat(ground.query(target, "select to_regclass('precious')::text")).isNull();
  }

  @Test
  void aDirectoryThatHoldsFilesIsRefusedAndReplacedOnlyWhenTold() throws Exception {
    Files.writeString(Files.createDirectories(media()).resolve("precious"), "mine");

    var refused = recover("--point", point);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("DAVIT-2107").contains(media().toString());
    assertThat(media().resolve("precious")).hasContent("mine");

    assertThat(recover("--point", point, "--replace").exitCode()).isZero();
    assertRecovered();
  }

  @Test
  void aWrongPasswordAndAMissingRepositoryAreSaidToBeSo() throws Exception {
    Path wrong = Files.writeString(room.resolve("wrong"), "guessed\n");
    assertThat(recover("--password-file", wrong.toString()).exitCode()).isEqualTo(12);

    var nowhere =
        Davit.run(
            "recover",
            "--repo",
            room.resolve("nowhere").toString(),
            "--password-file",
            ground.password().toString(),
            "--to",
            "db=" + ground.written(target));
    assertThat(nowhere.exitCode()).isEqualTo(10);
    assertNothingWasTouched();
  }

  @Test
  void mediaWithoutAPlaceAreRefusedUnlessTheyAreLeftOutByName() throws Exception {
    String database = "db=" + ground.written(target);
    var refused = recoverTo(database);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("DAVIT-1002").contains("=none");
    assertNothingWasTouched();

    assertThat(recoverTo(database + ",media=none").exitCode()).isZero();
    assertThat(ground.query(target, ROWS)).isEqualTo(ground.query("shop", ROWS));
    assertThat(media()).doesNotExist();
  }

  private Davit recoverTo(String place) {
    return Davit.run(
        "recover",
        "--repo",
        ground.repository().toString(),
        "--password-file",
        ground.password().toString(),
        "--point",
        point,
        "--to",
        place);
  }

  @Test
  void anotherKeyThanTheSignersIsRefused() throws Exception {
    var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path key = ground.publicKey("other.pub", other);
    assertRefused(recover("--point", point, "--public-key", key.toString()));
  }

  @Test
  void aManifestThatWasChangedIsRefused() throws Exception {
    try (var repository = ground.open()) {
      var parts = ground.capture(repository);
      var manifest = ground.manifest("forged", parts, PointState.SEALED);
      byte[] json = Json.bytes(manifest);
      byte[] changed =
          new String(json, StandardCharsets.UTF_8)
              .replace("\"epoch\":1", "\"epoch\":2")
              .getBytes(StandardCharsets.UTF_8);
      assertThat(changed).isNotEqualTo(json);
      ground.publish(repository, manifest, Map.of(), changed, ground.envelope(json));
      assertRefused(recoverSigned(manifest));
    }
  }

  @Test
  void aManifestWithoutASignatureIsRefused() throws Exception {
    try (var repository = ground.open()) {
      var manifest = ground.manifest("forged", ground.capture(repository), PointState.SEALED);
      ground.publish(repository, manifest, Map.of(), Json.bytes(manifest), null);
      assertRefused(recoverSigned(manifest));
    }
  }

  @Test
  void aSignatureOfAnotherKindIsRefused() throws Exception {
    try (var repository = ground.open()) {
      var manifest = ground.manifest("forged", ground.capture(repository), PointState.SEALED);
      byte[] json = Json.bytes(manifest);
      byte[] other = ground.envelope("application/vnd.davit.checkpoint+json", json);
      ground.publish(repository, manifest, Map.of(), json, other);
      assertRefused(recoverSigned(manifest));
    }
  }

  @Test
  void otherTreesThanThoseThatWereSignedAreRefused() throws Exception {
    try (var repository = ground.open()) {
      var manifest = ground.manifest("forged", ground.capture(repository), PointState.SEALED);
      byte[] json = Json.bytes(manifest);
      Map<String, byte[]> added = Map.of("extra.sql", new byte[] {1});
      ground.publish(repository, manifest, added, json, ground.envelope(json));
      assertRefused(recoverSigned(manifest));
    }
  }

  private Davit recoverSigned(PointManifest manifest) {
    return recover(
        "forged", "--point", manifest.point(), "--public-key", ground.publicKey().toString());
  }

  private void assertRefused(Davit run) throws Exception {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("DAVIT-5108");
    assertNothingWasTouched();
  }

  @Test
  void anOpenPointIsRecoveredOnlyByName() throws Exception {
    String open = ground.seal("open-shop", PointState.OPEN);
    var unnamed = recover("open-shop");
    assertThat(unnamed.exitCode()).isEqualTo(1);
    assertThat(unnamed.err()).contains("DAVIT-1007");
    assertNothingWasTouched();

    assertThat(recover("open-shop", "--point", open).exitCode()).isZero();
    assertRecovered();
  }

  @Test
  void aPointThatCannotBeReadDoesNotKeepTheOthersFromBeingRecovered() throws Exception {
    String good = ground.seal("half-shop", PointState.SEALED);
    String bad;
    try (var repository = ground.open()) {
      var parts = ground.capture(repository);
      var manifest = ground.manifest("half-shop", parts, PointState.SEALED);
      bad =
          ground
              .publish(repository, manifest, Map.of(), "{}".getBytes(StandardCharsets.UTF_8), null)
              .id();
    }

    var run = recover("half-shop", "-o", "json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("passed over").contains(bad);
    assertThat(Json.read(run.out(), RepositoryRecovery.Outcome.class).point()).isEqualTo(good);

    var named = recover("half-shop", "--point", bad);
    assertThat(named.exitCode()).isNotZero();
    assertThat(named.err()).contains("DAVIT-4105").contains("recovery-point.json");
  }

  @Test
  void ofSeveralSystemsOneMustBeNamedAndTheNewestPointIsTaken() throws Exception {
    ground.seal("second-shop", PointState.SEALED);
    String newest = ground.seal("second-shop", PointState.SEALED);
    var unnamed = recover();
    assertThat(unnamed.exitCode()).isEqualTo(2);
    assertThat(unnamed.err()).contains("second-shop");

    var run = recover("second-shop", "-o", "json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Json.read(run.out(), RepositoryRecovery.Outcome.class).point()).isEqualTo(newest);
  }
}
