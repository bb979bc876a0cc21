package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.e2e.Davit;
import dev.davit.e2e.Leftovers;
import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code davit demo}: everything is made, protected, lost, recovered and compared. */
class DemoTest {
  @TempDir private Path directory;
  private Davit davit;

  @BeforeEach
  void open() throws IOException {
    // As root, the servers run as another user, who must pass through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    davit = new Davit(directory.resolve("commands"));
  }

  @Test
  void theWholeStoryHoldsAndEverythingIsKeptWhereItSays() throws Exception {
    Path data = directory.resolve("demo");

    var told =
        davit.run("demo", "--rows", "3000", "--media-files", "300", "--data", data.toString());

    assertThat(told.code()).as(told.toString()).isZero();
    assertThat(told.out())
        .contains("recovered system: equal in every row and every file")
        .contains("every comparison held");
    assertThat(List.of("repositories/demo/config", "secrets/demo.repository", "source/home/media"))
        .allSatisfy(kept -> assertThat(data.resolve(kept)).exists());
    assertThat(Leftovers.of(data)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting PostgreSQL", "make a first recovery point"})
  void interruptedItLeavesNothing(String moment) throws Exception {
    Path temporary = temporaryDirectory();
    var told = davit.start(temporaryIn(temporary), "demo", "--rows", "200", "--media-files", "30");
    Await.until(
        "it comes to " + moment,
        () -> Files.readString(told.out()).contains(moment),
        Duration.ofMinutes(2));

    told.process().destroy();

    assertThat(told.await().code()).isNotZero();
    assertThat(temporary).isEmptyDirectory();
    assertThat(Leftovers.of(temporary)).isEmpty();
  }

  @Test
  void aRealPixeltableComesBackAndGoesOnAndWithoutADirectoryNothingIsLeft() throws Exception {
    assumeTrue(hasPixeltable(), "no Pixeltable: `./davit test` installs it");
    Path temporary = temporaryDirectory();

    var told = davit.start(temporaryIn(temporary), "demo", "--pixeltable").await();

    assertThat(told.code()).as(told.toString()).isZero();
    assertThat(told.out()).contains("every comparison held");
    try (var left = Files.list(temporary)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.contains("davit"));
    }
    assertThat(Leftovers.of(temporary)).isEmpty();
  }

  private Path temporaryDirectory() throws IOException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    return Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Map<String, String> temporaryIn(Path directory) {
    return Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory);
  }

  private static boolean hasPixeltable() {
    try {
      return Files.isExecutable(dev.davit.cli.demo.PixeltablePython.find());
    } catch (dev.davit.contracts.error.DavitException e) {
      return false;
    }
  }
}
