package dev.davit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProgramsTest {
  /** A version that nobody has, so that only what this test made can win by its number. */
  private static final int HIGHEST = 99;

  @Test
  void theHighestVersionRunsAServerOfOurs(@TempDir Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(PostgresPrograms.findServer(programs(directory)).major()).isEqualTo(HIGHEST);
  }

  @Test
  void programsThatTheServersUserCannotReachAreTheLastChoice(@TempDir Path directory)
      throws IOException {
    assumeTrue(OsUser.current().isRoot(), "only root runs servers as somebody else");
    Path programs = programs(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

    assertThat(PostgresPrograms.findServer(programs).major()).isLessThan(HIGHEST);
  }

  @Test
  void clientsOlderThanTheServerAreRefusedWithWhatWasFound() {
    assertThatThrownBy(() -> PostgresPrograms.find(HIGHEST, null))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TOOLS_MISSING);
              assertThat(e.problem().object()).contains("version " + HIGHEST);
              assertThat(e.problem().reason()).startsWith("found ");
            });
  }

  private static Path programs(Path directory) throws IOException {
    Path programs = Files.createDirectory(directory.resolve("bin"));
    for (String name : List.of("initdb", "pg_ctl", "postgres")) {
      Path program = programs.resolve(name);
      Files.writeString(program, "#!/bin/sh\necho '" + name + " (PostgreSQL) " + HIGHEST + ".1'\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return programs;
  }
}
