package dev.davit.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code davit demo}: the whole story, from making a system to having it back. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Makes a system, protects it, loses it, recovers it, and compares every row and file.")
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Rows to make, about (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--media-files",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Files to make, about (default: ${DEFAULT-VALUE}).")
  private long mediaFiles;

  @Option(
      names = "--pixeltable",
      description = "Use a real Pixeltable instead of a generated system.")
  private boolean pixeltable;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keep everything in DIR, which must be absent or empty (default: a temporary directory that is removed).")
  private Path data;

  @Option(
      names = "--keep-running",
      description = "Leave the stack running afterwards, until Ctrl-C; needs --data.")
  private boolean keepRunning;

  @Override
  public Integer call() throws Exception {
    requireSensible();
    var out = spec.commandLine().getOut();
    try (var ground = new DemoGround(data, out)) {
      return tell(ground);
    } finally {
      if (data != null) {
        out.println("Everything is kept in " + data.toAbsolutePath().normalize());
      }
    }
  }

  private int tell(DemoGround ground) throws Exception {
    var out = spec.commandLine().getOut();
    var stack = ground.start();
    var source = ground.own(source(ground.directory()));
    boolean held = new Demo(stack, source, out).tell();
    if (keepRunning) {
      out.println("The stack runs at " + stack.server() + "; Ctrl-C ends it.");
      stack.awaitStop();
    }
    return held ? 0 : 1;
  }

  private DemoSource source(Path directory) throws Exception {
    Path place = directory.resolve("source");
    Files.createDirectories(place);
    return pixeltable
        ? new PixeltableSource(
            PixeltablePython.find(), place, directory.resolve("logs/pixeltable.log"))
        : new GeneratedSource(place, rows, mediaFiles);
  }

  private void requireSensible() throws Exception {
    if (rows < 100 || mediaFiles < 30) {
      throw new ParameterException(
          spec.commandLine(), "the demo needs at least 100 rows and 30 media files");
    }
    if (keepRunning && data == null) {
      throw new ParameterException(spec.commandLine(), "--keep-running needs --data DIR");
    }
    if (data != null && Files.isDirectory(data)) {
      try (var entries = Files.list(data)) {
        if (entries.findAny().isPresent()) {
          throw new ParameterException(
              spec.commandLine(), "directory \"" + data + "\" is not empty; name another");
        }
      }
    }
  }
}
