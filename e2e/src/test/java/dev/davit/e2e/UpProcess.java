package dev.davit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code davit up} as somebody has it in a terminal; closing is Ctrl-C and leaves nothing running.
 */
public final class UpProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("export DAVIT=(\\S+)");

  private final Davit.Running running;
  private final Path data;

  private UpProcess(Davit.Running running, Path data) {
    this.running = running;
    this.data = data;
  }

  /** Returns once the stack is up. */
  public static UpProcess start(Davit davit, Path data, Map<String, String> environment)
      throws IOException {
    var up = new UpProcess(davit.start(environment, "up", "--data", data.toString()), data);
    Await.until(
        "the stack is up",
        () -> {
          assertThat(up.running.process().isAlive())
              .as(Files.readString(up.running.err()))
              .isTrue();
          return ADDRESS.matcher(Files.readString(up.running.out())).find();
        },
        Duration.ofMinutes(2));
    return up;
  }

  /** Base address of the scheduler. */
  public URI server() throws IOException {
    var address = ADDRESS.matcher(Files.readString(running.out()));
    assertThat(address.find()).isTrue();
    return URI.create(address.group(1));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
    assertThat(running.await().code()).isEqualTo(130);
    assertThat(Leftovers.of(data)).isEmpty();
  }
}
