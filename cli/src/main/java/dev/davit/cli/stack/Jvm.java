package dev.davit.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a Java process of the stack. It leads a session of its own, so that Ctrl-C on
 * the terminal reaches the supervisor alone and the stack can stop in order, and gets SIGTERM when
 * the thread that started it ends, so that it does not outlive a killed supervisor.
 */
public final class Jvm {
  private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  private Jvm() {}

  /**
   * @param archive options that {@link ClassArchive} gives
   * @param arguments options of the JVM, then what it runs
   */
  public static List<String> command(
      int heapMegabytes, List<String> archive, List<String> arguments) {
    var line = new ArrayList<String>(binding());
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heapMegabytes + "m");
    line.add("-XX:+UseSerialGC");
    line.addAll(archive);
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    line.addAll(arguments);
    return line;
  }

  /** Empty where util-linux is absent: there a killed supervisor leaves its processes behind. */
  private static List<String> binding() {
    return has("setsid") && has("setpriv")
        ? List.of("setsid", "setpriv", "--pdeathsig", "TERM", "--")
        : List.of();
  }

  private static boolean has(String program) {
    return PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(program)));
  }
}
