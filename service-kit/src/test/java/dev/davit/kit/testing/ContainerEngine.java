package dev.davit.kit.testing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a server of the tests runs in a container: if an engine of this machine answers
 * and already holds the image. Nothing is pulled, so that no test run depends on a registry. Each
 * decision is made and logged once for a JVM. Thread-safe.
 */
final class ContainerEngine {
  /** The image's name that chooses the local way. */
  static final String NONE = "none";

  private static final System.Logger LOG = System.getLogger(ContainerEngine.class.getName());
  private static final Map<String, Optional<String>> DECISIONS = new HashMap<>();

  private ContainerEngine() {}

  /**
   * The image to run, or empty for the local way. The system property {@code
   * davit.test.<server>.image}, else the environment's {@code DAVIT_TEST_<SERVER>_IMAGE}, replaces
   * the standard one.
   */
  static synchronized Optional<String> image(String server, String standard) {
    return DECISIONS.computeIfAbsent(server, name -> decide(name, chosen(name, standard)));
  }

  private static Optional<String> decide(String server, String image) {
    Optional<String> obstacle = obstacle(image);
    LOG.log(
        System.Logger.Level.INFO,
        obstacle
            .map(reason -> "tests run " + server + " locally: " + reason)
            .orElse("tests run " + server + " in a container of " + image));
    return obstacle.isPresent() ? Optional.empty() : Optional.of(image);
  }

  private static String chosen(String server, String standard) {
    String property = "davit.test." + server + ".image";
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
    return System.getProperty(property, System.getenv().getOrDefault(variable, standard));
  }

  private static Optional<String> obstacle(String image) {
    if (image.equals(NONE)) {
      return Optional.of("so it is set");
    }
    if (!testcontainersPresent()) {
      return Optional.of("Testcontainers is not on the class path");
    }
    Quiet.please();
    return EngineProbe.obstacle(image);
  }

  private static boolean testcontainersPresent() {
    try {
      Class.forName(
          "org.testcontainers.DockerClientFactory", false, ContainerEngine.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
