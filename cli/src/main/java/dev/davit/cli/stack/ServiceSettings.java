package dev.davit.cli.stack;

import dev.davit.cli.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings file that a service of the stack is started with. */
final class ServiceSettings {
  private final StackDirectory directory;
  private final String kafka;

  ServiceSettings(StackDirectory directory, String kafka) {
    this.directory = directory;
    this.kafka = kafka;
  }

  /** Writes it; readable by its owner only, since it holds the database's password. */
  Path write(ServiceName service, int port, Map<String, String> more) throws IOException {
    var settings = new TreeMap<>(more);
    places(service).forEach((key, place) -> settings.put(key, place.toString()));
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("kafka.bootstrap.servers", kafka);
    var text = new StringBuilder();
    settings.forEach(
        (key, value) -> text.append(key).append('=').append(escaped(value)).append('\n'));
    var file = directory.run().resolve(service.shortName() + ".properties");
    SecretFile.write(file, text.toString());
    return file;
  }

  /** Everything of a stack is below its own directory; each service has a cache of its own. */
  private Map<String, Path> places(ServiceName service) {
    Path cache = directory.cache().resolve(service.shortName());
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
