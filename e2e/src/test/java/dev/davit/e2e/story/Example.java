package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.cli.stack.Installation;
import dev.davit.cli.stack.UserDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * The clients in {@code deploy/examples}: programs of the source tree, with what the launcher
 * brought for them into the cache. Nothing is written beside the sources.
 */
enum Example {
  PYTHON("requirements.txt"),
  NODE("package-lock.json"),
  JAVA("pom.xml");

  private final String packages;

  Example(String packages) {
    this.packages = packages;
  }

  /** The command that runs a program, once it is known to have what it needs. */
  List<String> command(String program, Path scratch) throws IOException {
    assumeTrue(isReady(), () -> "`./davit test` brings what the example in " + this + " needs");
    return switch (this) {
      case PYTHON ->
          List.of(
              cache().resolve("bin/python").toString(),
              "-B",
              sources().resolve(program + ".py").toString());
      case NODE -> List.of("node", copied(scratch).resolve(program + ".js").toString());
      case JAVA ->
          List.of(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              compiled(scratch) + ":" + libraries(),
              "example." + program.substring(0, 1).toUpperCase(Locale.ROOT) + program.substring(1));
    };
  }

  /** Whether what it needs was brought, and for this very list of packages. */
  boolean isReady() throws IOException {
    Path brought = cache().resolve("brought");
    return Files.exists(brought) && Files.mismatch(brought, sources().resolve(packages)) == -1;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private Path sources() {
    return Installation.find().home().resolve("deploy/examples").resolve(toString());
  }

  private Path cache() {
    return UserDirectories.cache().resolve("examples-" + this);
  }

  /** Node looks for packages beside the program: there they are a link. */
  static Path packagesOfNode(Path scratch) {
    return scratch.resolve("node/node_modules");
  }

  private Path copied(Path scratch) throws IOException {
    Path copy = scratch.resolve("node");
    if (Files.notExists(copy)) {
      Files.createDirectory(copy);
      Files.createSymbolicLink(packagesOfNode(scratch), cache().resolve("node_modules"));
      for (Path file : files(sources(), "{*.js,package.json}")) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private Path compiled(Path scratch) throws IOException {
    Path classes = scratch.resolve("java");
    if (Files.notExists(classes)) {
      Files.createDirectory(classes);
      var options = new ArrayList<String>();
      Collections.addAll(options, "--release", "17", "-d", classes.toString(), "-cp", libraries());
      for (Path file : files(sources().resolve("src/main/java/example"), "*.java")) {
        options.add(file.toString());
      }
      var compiler = ToolProvider.getSystemJavaCompiler();
      assertThat(compiler.run(null, null, null, options.toArray(String[]::new))).isZero();
      Path logging = sources().resolve("src/main/resources/simplelogger.properties");
      Files.copy(logging, classes.resolve(logging.getFileName()));
    }
    return classes;
  }

  private String libraries() throws IOException {
    return files(cache().resolve("target/lib"), "*.jar").stream()
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  private static List<Path> files(Path directory, String pattern) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(directory, pattern)) {
      files.forEach(found::add);
    }
    return found;
  }
}
