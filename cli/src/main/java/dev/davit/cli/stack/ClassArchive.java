package dev.davit.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Archives of the classes that each kind of process loads, beside the installation. With them a
 * stack of five JVMs was up after 14 s instead of 25 s (2 cores); the start and the stop that make
 * them take about 10 s more each, so that a demo only uses those that are there. The JVM itself
 * refuses a file that does not fit or is not whole.
 *
 * @param make whether a JVM makes its archive if there is none that fits
 */
public record ClassArchive(Installation installation, boolean make) {

  /** Options of the JVM. */
  public List<String> options(String process) {
    Path file = installation.archive(process);
    var options = new ArrayList<String>();
    if (make && isWritable(file.getParent())) {
      options.add("-XX:+AutoCreateSharedArchive");
    } else if (!Files.isReadable(file)) {
      return List.of();
    }
    options.addAll(List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off", "-Xlog:aot*=off"));
    return options;
  }

  private static boolean isWritable(Path directory) {
    try {
      Files.createDirectories(directory);
      return Files.isWritable(directory);
    } catch (IOException e) {
      return false; // an installation that only others may write to
    }
  }
}
