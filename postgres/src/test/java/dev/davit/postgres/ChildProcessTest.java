package dev.davit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A process whose child has children, all of them stopped, as pg_dump is while much waits. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      var command = List.of("sh", "-c", "sleep 600 & echo $!; sleep 600 & echo $!; wait");
      try (var child = ChildProcess.start(ChildCommand.of(command, Map.of()))) {
        var told = new java.util.Scanner(child.output(), "UTF-8");
        var pids = List.of(told.nextLine(), told.nextLine());
        child.signal(Posix.SIGSTOP);
        pids.forEach(System.out::println);
        System.out.flush();
        child.waitFor();
      }
    }
  }

  @Test
  void whatAChildHasStartedDiesWithAKilledParentEvenIfItIsStopped() throws Exception {
    Process parent = parent();
    var children = new ArrayList<ProcessHandle>();
    try (var told = parent.inputReader()) {
      for (int i = 0; i < 2; i++) {
        children.add(ProcessHandle.of(Long.parseLong(told.readLine())).orElseThrow());
      }
      parent.destroyForcibly().waitFor();

      for (ProcessHandle child : children) {
        assertThat(child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(child);
      }
    } finally {
      parent.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static Process parent() throws java.io.IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
