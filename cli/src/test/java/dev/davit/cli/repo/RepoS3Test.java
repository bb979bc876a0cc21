package dev.davit.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.kit.testing.TestS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same verbs on a bucket, its credentials in files. */
class RepoS3Test {
  private static TestS3 server;

  @TempDir private Path room;
  private RepoGround ground;
  private Path access;
  private Path secret;

  @BeforeAll
  static void start() {
    assumeTrue(TestS3.missing().isEmpty(), () -> TestS3.missing().orElseThrow());
    server = TestS3.start("backups");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void secrets() throws IOException {
    ground = new RepoGround(room);
    access = Files.writeString(room.resolve("access"), TestS3.accessKey() + "\n");
    secret = Files.writeString(room.resolve("secret"), TestS3.secretKey() + "\n");
  }

  private String[] line(String... verb) {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(
        List.of(
            "--repo",
            "s3:" + server.endpoint() + "/backups/shop",
            "--repo-access-key",
            "file:" + access,
            "--repo-secret-key",
            "file:" + secret,
            "--repo-option",
            "path-style=true"));
    return all.toArray(String[]::new);
  }

  @Test
  void aBucketIsUsedLikeADirectory() throws IOException {
    Path source = ground.source();
    assertThat(ground.davit(line("snapshots")).exitCode()).isEqualTo(10);
    ground.json(line("init"));
    ground.json(line("backup", source.toString()));
    Path target = room.resolve("target");
    ground.json(line("restore", "latest:" + source, "--target", target.toString()));
    assertThat(target.resolve("sub/c.bin")).hasSameBinaryContentAs(source.resolve("sub/c.bin"));
    assertThat(ground.json(line("check", "--read-data")).path("problemCount").asInt()).isZero();
    assertThat(ground.json(line("locks"))).isEmpty();

    Files.writeString(secret, "hunter2\n");
    var refused = ground.davit(line("snapshots"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("DAVIT-4107").doesNotContain("hunter2");
  }
}
