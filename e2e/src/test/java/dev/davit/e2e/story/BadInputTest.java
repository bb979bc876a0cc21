package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.topic.Topic;
import dev.davit.e2e.Davit;
import dev.davit.e2e.Shop;
import dev.davit.e2e.StackTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong is said with its code, the object in quotes and a remedy; nothing is lost. */
class BadInputTest extends StackTest {
  private static final String SYSTEM = "uploads";
  private static final String QUERY = "SELECT path, id FROM uploads";
  private Shop shop;

  @BeforeAll
  void protect() throws Exception {
    shop = new Shop(Files.createDirectory(directory.resolve("shop")));
    shop.upload(1, 20);
    succeed(protection(SYSTEM, shop.url("app")));
    succeed("backup", SYSTEM, "--wait");
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
  }

  private String[] protection(String name, String url) {
    return new String[] {
      "protect", url, "--name", name, "--media", "files=" + shop.uploads(), "--references", QUERY
    };
  }

  private static void assertSays(Davit.Result told, ErrorCode code, String object) {
    assertThat(told.err())
        .as(told.toString())
        .contains(code.number(), code.meaning(), code.remedy())
        .containsPattern("\"[^\"]*" + java.util.regex.Pattern.quote(object) + "[^\"]*\"")
        .doesNotContain(Shop.PASSWORD);
  }

  @Test
  void anUnreachableDatabase() throws Exception {
    var told = expect(1, "protect", "postgresql://app@127.0.0.1:1/app", "--name", "nowhere");

    assertSays(told, ErrorCode.DATABASE_UNREACHABLE, "app");
    assertThat(repository("nowhere")).doesNotExist();
  }

  @Test
  void aWrongPassword() throws Exception {
    var told = expect(1, "protect", shop.wrongUrl(), "--name", "guessed");

    assertSays(told, ErrorCode.DATABASE_REFUSED_LOGIN, "app");
    assertThat(secret("guessed.database")).doesNotExist();
  }

  @Test
  void aMissingDirectory() throws Exception {
    assertSays(
        expect(1, "protect", "/no/such/home", "--name", "absent"),
        ErrorCode.PATH_MISSING,
        "/no/such/home");
    assertSays(
        expect(1, "protect", shop.url("app"), "--name", "absent", "--media", "/no/such/files"),
        ErrorCode.PATH_MISSING,
        "/no/such/files");
  }

  @Test
  void anUnknownSystem() throws Exception {
    assertSays(expect(1, "backup", "uploadss"), ErrorCode.UNKNOWN_SYSTEM, "uploadss");
    assertSays(expect(1, "recover", "uploadss"), ErrorCode.UNKNOWN_SYSTEM, "uploadss");
  }

  @Test
  void anUnknownVerbAndOptionNameTheNearest() throws Exception {
    assertThat(expect(2, "bakcup", SYSTEM).err()).contains("backup");
    assertThat(expect(2, "backup", SYSTEM, "--wiat").err()).contains("--wait");
  }

  @Test
  void aWrongRepositoryKeyWritesNothing() throws Exception {
    succeed(protection("locked", shop.url("app")));
    Path secret = secret("locked.repository");
    String right = Files.readString(secret);
    Map<String, Long> before = contents(repository("locked"));
    Files.writeString(secret, "not the password\n");

    var told = expect(ErrorCode.WRONG_KEY.exitCode(), "backup", "locked", "--wait");

    assertSays(told, ErrorCode.WRONG_KEY, "locked");
    assertThat(contents(repository("locked"))).isEqualTo(before);
    Files.writeString(secret, right);
    succeed("backup", "locked", "--wait");
  }

  private static Map<String, Long> contents(Path repository) throws Exception {
    var found = new TreeMap<String, Long>();
    try (var files = Files.walk(repository)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        found.put(repository.relativize(file).toString(), Files.size(file));
      }
    }
    return found;
  }

  @Test
  void aReferenceToAMissingFileKeepsThePointOpenAndNamesIt() throws Exception {
    shop.execute("app", "insert into uploads values (9001, '/no/such/upload.png', 'lost')");

    var told = expect(3, "backup", SYSTEM, "--wait");

    assertSays(told, ErrorCode.REFERENCES_OPEN, "/no/such/upload.png");
    assertThat(told.err()).contains("(public.uploads.path, id=9001)");
    JsonNode point = newestPoint(SYSTEM);
    assertThat(point.path("state").asText()).isEqualToIgnoringCase("open");
    assertThat(expect(0, "describe", "point", point.path("point").asText()).out())
        .contains("/no/such/upload.png")
        .contains("uploads");
    shop.execute("app", "delete from uploads where id = 9001");
    succeed("backup", SYSTEM, "--wait");
  }

  private JsonNode newestPoint(String system) throws Exception {
    JsonNode points = succeed("get", "points", "--system", system);
    JsonNode newest = points.path(0);
    for (JsonNode point : points) {
      if (point.path("at").asText().compareTo(newest.path("at").asText()) > 0) {
        newest = point;
      }
    }
    return newest;
  }

  @Test
  void aTargetThatHoldsDataIsNotTouchedWithoutBeingToldTo() throws Exception {
    var rows = shop.rows("app");

    var told = expect(1, "recover", SYSTEM, "--wait");

    assertSays(told, ErrorCode.TARGET_NOT_EMPTY, "");
    assertThat(shop.rows("app")).isEqualTo(rows);
    assertThat(shop.number("app", "select count(*) from pg_database where datname like '%davit%'"))
        .isZero();
  }

  @Test
  void whatIsNoEventIsRefusedOrSetAsideAndStopsNothing() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", stack.kafka()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      byte[] garbage = "{\"specversion\":\"1.0\", no event".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topic.REQUESTS.wireName(), SYSTEM, garbage)).get();
      producer.send(new ProducerRecord<>(Topic.SCHEDULER_EVENTS.wireName(), SYSTEM, garbage)).get();
      producer.send(new ProducerRecord<>(Topic.DUMP_EVENTS.wireName(), SYSTEM, garbage)).get();
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(stack.server() + "/v1/events"))
                    .header("content-type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"specversion\":\"1.0\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(ErrorCode.MALFORMED_EVENT.number());
    succeed("backup", SYSTEM, "--wait");
    setAsideItIsShownCorrectedAndReplayed();
  }

  private void setAsideItIsShownCorrectedAndReplayed() throws Exception {
    Path corrected = directory.resolve("corrected.json");
    Files.writeString(
        corrected,
        """
        {"specversion": "1.0", "type": "dev.davit.backup.requested.v1", "source": "/test",
         "id": "corrected", "data": {"system": "uploads"}}
        """);
    String record = "";
    Map<String, String> services = new TreeMap<>();
    for (JsonNode aside : succeed("quarantine", "list")) {
      services.put(aside.path("service").asText(), aside.path("id").asText());
      if (aside.path("id").asText().startsWith(Topic.REQUESTS.wireName())) {
        record = aside.path("id").asText();
      }
    }
    assertThat(services.keySet())
        .containsExactly("audit-service", "dump-service", "media-service", "scheduler-service");
    String ofDump = services.get("dump-service");
    assertSays(expect(2, "quarantine", "show", ofDump), ErrorCode.INVALID_REQUEST, ofDump);
    assertThat(expect(0, "quarantine", "show", "dump/" + ofDump).out()).contains("no event");
    assertThat(
            expect(0, "quarantine", "discard", ofDump, "--service", "dump", "--reason", "a test")
                .out())
        .contains("is discarded");
    assertThat(expect(0, "quarantine", "show", "dump/" + ofDump).out())
        .contains("discarded", "a test");
    assertThat(expect(0, "quarantine", "show", record).out())
        .contains("no event", ErrorCode.MALFORMED_EVENT.number());
    assertThat(expect(0, "quarantine", "replay", record, "-f", corrected.toString()).out())
        .contains("event corrected was handled");
    assertSays(expect(1, "quarantine", "discard", record), ErrorCode.QUARANTINE_SETTLED, record);
  }

  @Test
  void aFullDiskFailsTheBackupAndHarmsNothingStored() throws Exception {
    Path mount = mount("full", "24m");
    try {
      shop.execute("app", "create table if not exists big (id int, noise bytea)");
      succeed("protect", shop.url("app"), "--name", "small", "--repository", mount + "/repository");
      succeed("backup", "small", "--wait");
      shop.execute(
          "app",
          "insert into big select i, (select string_agg(sha512((i * 1000 + j)::text::bytea), '')"
              + " from generate_series(1, 160) j) from generate_series(1, 4000) i");

      var told = expect(1, "backup", "small", "--wait");

      assertSays(told, ErrorCode.DISK_FULL, "");
      shop.execute("app", "truncate big");
      succeed("backup", "small", "--wait");
    } finally {
      unmount(mount);
    }
  }

  @Test
  void aDatabaseLargerThanTheStagingSpaceIsBackedUpAllTheSame() throws Exception {
    // The service keeps the directory open by its name only, so that a mount over it counts.
    Path staging = stack.data().resolve("staging");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=40m,mode=700", "none", staging.toString()),
        "only root may mount a small file system");
    try {
      stack.service("dump").kill();
      shop.execute("app", "create database large");
      shop.execute(
          "large",
          "create table rows as select i, repeat(md5(i::text), 30) t from generate_series(1, 130000) i");
      succeed("protect", shop.url("large"), "--name", "large");

      succeed("backup", "large", "--wait");

      succeed("recover", "large", "--to", "db=" + shop.url("again"), "--wait");
      assertThat(shop.number("again", "select count(distinct t) from rows")).isEqualTo(130_000);
    } finally {
      stack.service("dump").kill();
      unmount(staging);
    }
  }

  private static Path mount(String name, String size) throws Exception {
    Path at = Files.createDirectory(directory.resolve(name));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", at.toString()),
        "only root may mount a small file system");
    return at;
  }

  private static void unmount(Path at) throws Exception {
    assertThat(run("umount", "-l", at.toString())).isTrue();
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
