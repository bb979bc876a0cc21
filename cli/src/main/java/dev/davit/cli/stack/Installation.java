package dev.davit.cli.stack;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Davit's own built files are: the directory that holds the launcher and the modules. */
public record Installation(Path home) {
  private static final String PROPERTY = "davit.home";

  /** Named by the launcher as {@code -Ddavit.home}, else found above this class's own file. */
  public static Installation find() {
    String named = System.getProperty(PROPERTY);
    return new Installation(named != null ? Path.of(named).toAbsolutePath() : above());
  }

  private static Path above() {
    try {
      var code = Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      for (var at = Path.of(code); at != null; at = at.getParent()) {
        if (Files.isRegularFile(at.resolve("scheduler-service/pom.xml"))) {
          return at;
        }
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class's own place is not a path", e);
    }
    throw new DavitException(
        ErrorCode.CONFIG_INVALID, "system property \"" + PROPERTY + "\"", "it is not set");
  }

  /** The runnable jar of a service; there once the service is built. */
  public Path jar(ServiceName service) {
    return home.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
  }

  /** What the command line itself runs on, as a class path; null before it is built. */
  String classPath() {
    Path jar = home.resolve("cli/target/cli-0.1.0-SNAPSHOT.jar");
    Path lib = home.resolve("cli/target/lib");
    return Files.isRegularFile(jar) && Files.isDirectory(lib) ? jar + ":" + lib + "/*" : null;
  }

  /** The archive of classes that a kind of process starts from. */
  Path archive(String process) {
    return home.resolve("target/archives").resolve(process + ".jsa");
  }

  boolean built(ServiceName service) {
    return Files.isRegularFile(jar(service));
  }
}
