package dev.davit.cli.stack;

import dev.davit.cli.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings files that the services of a stack are started with. */
public final class ServiceSettings {
  private final StackDirectory directory;
  private final String kafka;

  /**
   * @param kafka the brokers' addresses
   */
  public ServiceSettings(StackDirectory directory, String kafka) {
    this.directory = directory;
    this.kafka = kafka;
  }

  /**
   * Writes one; readable by its owner only, since it holds the database's password.
   *
   * @param name the service's, or of one of its replicas: names its file and its cache
   */
  public Path write(ServiceName service, String name, int port, Map<String, String> more)
      throws IOException {
    var settings = new TreeMap<>(more);
    places(service, name).forEach((key, place) -> settings.put(key, place.toString()));
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("kafka.bootstrap.servers", kafka);
    var text = new StringBuilder();
    settings.forEach(
        (key, value) -> text.append(key).append('=').append(escaped(value)).append('\n'));
    var file = directory.run().resolve(name + ".properties");
    SecretFile.write(file, text.toString());
    return file;
  }

  /** Everything of a stack is below its own directory; each process has a cache of its own. */
  private Map<String, Path> places(ServiceName service, String name) {
    Path cache = directory.cache().resolve(name);
    return switch (service) {
      case SCHEDULER -> Map.of();
      case DUMP -> Map.of("davit.cache", cache, "davit.staging", directory.staging());
      case MEDIA -> Map.of("davit.cache", cache);
      case AUDIT ->
          Map.of(
              "davit.cache",
              cache,
              "davit.signing-key",
              directory.secrets().resolve("signing.key"));
    };
  }

  /** Backslashes mean something to properties files, {@code ${} to the services' configuration. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("${", "\\\\${");
  }
}
