package dev.davit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.testing.TestS3;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryDoorTest {
  @TempDir private Path directory;
  private TestRepository stored;
  private final RepositoryDoor door = new RepositoryDoor(new SecretResolver(), null);

  @BeforeEach
  void init() {
    stored = TestRepository.init(directory);
  }

  private RepositorySettings settings(SecretRef password) {
    return new RepositorySettings(stored.directory().toString(), password, Map.of(), null, null);
  }

  @Test
  void aRepositoryOpensWithThePasswordThatIsReferredTo() {
    try (var opened = door.open(stored.settings());
        var same = stored.open()) {
      assertThat(opened.id()).isEqualTo(same.id());
    }
  }

  @Test
  void aPasswordMayBeInTheEnvironment() {
    var resolver = new SecretResolver(Map.of("REPO", TestRepository.PASSWORD));

    new RepositoryDoor(resolver, null).open(settings(new SecretRef("env:REPO"))).close();
  }

  @Test
  void aWrongPasswordOpensNothing() {
    var wrong = TestRepository.secret(directory, "wrong", "battery staple");

    assertFails(ErrorCode.WRONG_KEY, settings(wrong));
  }

  @Test
  void aMissingSecretIsNamed() {
    assertFails(ErrorCode.SECRET_MISSING, settings(new SecretRef("file:" + directory + "/none")));
  }

  @Test
  void whatIsNoRepositoryIsNotMadeOne() throws Exception {
    Path none = Files.createDirectory(directory.resolve("empty"));
    var password = stored.settings().password();

    assertFails(
        ErrorCode.REPOSITORY_MISSING,
        new RepositorySettings(none.toString(), password, Map.of(), null, null));

    assertThat(none).isEmptyDirectory();
  }

  @Test
  void anOptionThatIsNoneIsRefused() {
    var settings =
        new RepositorySettings(
            stored.directory().toString(),
            stored.settings().password(),
            Map.of("path-style", "maybe"),
            null,
            null);

    assertThat(assertFails(ErrorCode.INVALID_REQUEST, settings)).contains("path-style");
  }

  @Test
  void regionPathStyleAndKeyReachTheStore() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI().getPath()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      assertFails(
          ErrorCode.REPOSITORY_MISSING,
          s3(
              "http://127.0.0.1:" + server.getAddress().getPort(),
              Map.of("region", "eu-test-9", "path-style", "true"),
              "AKIDEXAMPLE",
              "hunter2"));
    } finally {
      server.stop(0);
    }
    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(request ->
            assertThat(request)
                .startsWith("/backups/shop")
                .contains("Credential=AKIDEXAMPLE/")
                .contains("/eu-test-9/s3/")
                .doesNotContain("hunter2"));
  }

  @Test
  void aRepositoryInABucketOpensWithTheKeysThatAreReferredTo() {
    assumeTrue(TestS3.missing().isEmpty(), () -> TestS3.missing().orElseThrow());
    try (var server = TestS3.start("backups")) {
      var settings = s3(server.endpoint(), Map.of(), TestS3.accessKey(), TestS3.secretKey());
      var options = StoreOptions.of(Map.of(), TestS3.accessKey(), TestS3.secretKey());
      try (var password = new Password(TestRepository.PASSWORD.toCharArray());
          var made = Repository.init(Backends.open(settings.location(), options), password);
          var opened = door.open(settings)) {
        assertThat(opened.id()).isEqualTo(made.id());
      }
      assertFails(
          ErrorCode.STORE_REFUSED, s3(server.endpoint(), Map.of(), TestS3.accessKey(), "hunter2"));
    }
  }

  private RepositorySettings s3(
      String endpoint, Map<String, String> options, String accessKey, String secretKey) {
    return new RepositorySettings(
        "s3:" + endpoint + "/backups/shop",
        stored.settings().password(),
        options,
        TestRepository.secret(directory, "access", accessKey),
        TestRepository.secret(directory, "secret", secretKey));
  }

  private String assertFails(ErrorCode code, RepositorySettings settings) {
    var thrown = new String[1];
    assertThatThrownBy(() -> door.open(settings))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              thrown[0] = e.getMessage();
            });
    return thrown[0];
  }
}
