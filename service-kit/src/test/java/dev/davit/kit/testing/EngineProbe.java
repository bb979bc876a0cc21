package dev.davit.kit.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/**
 * Asks the container engine. Goes around {@link DockerClientFactory#client()} and {@link
 * DockerClientFactory#isDockerAvailable()}, which may pull: Ryuk, and in a container an image that
 * looks for its gateway. Not thread-safe.
 */
final class EngineProbe {
  private static final String RYUK = "testcontainers/ryuk";
  private static DockerClient client;

  private EngineProbe() {}

  /** Why a server cannot run in a container of this image; empty if it can. */
  static Optional<String> obstacle(String image) {
    if (client == null) {
      DockerClient found;
      try {
        var transport = DockerClientFactory.instance().getTransportConfig();
        found = DockerClientProviderStrategy.getClientForConfig(transport);
      } catch (IllegalStateException e) {
        return Optional.of("no container engine answers");
      }
      Orphans.remove(found);
      client = found;
    }
    return elsewhere().or(EngineProbe::ryukMissing).or(() -> missing(image));
  }

  /** Ports are published on loopback: that must be this machine's. */
  private static Optional<String> elsewhere() {
    if (DockerClientConfigUtils.IN_A_CONTAINER
        && System.getenv().getOrDefault("TESTCONTAINERS_HOST_OVERRIDE", "").isBlank()
        && !gatewayKnown()) {
      return Optional.of(
          "the container engine's address is not known in a container; if it is this one's, set"
              + " TESTCONTAINERS_HOST_OVERRIDE=localhost");
    }
    String host = DockerClientFactory.instance().dockerHostIpAddress();
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(host)) == null
          ? Optional.of("the container engine is on another machine, " + host)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("the container engine's address is of no use: " + e);
    }
  }

  private static boolean gatewayKnown() {
    return client.inspectNetworkCmd().withNetworkId("bridge").exec().getIpam().getConfig().stream()
        .anyMatch(config -> config.getGateway() != null);
  }

  private static Optional<String> ryukMissing() {
    boolean wanted = !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
    return wanted && client.listImagesCmd().withReferenceFilter(RYUK).exec().isEmpty()
        ? Optional.of("Ryuk's image is not there; pull it or set TESTCONTAINERS_RYUK_DISABLED=true")
        : Optional.empty();
  }

  private static Optional<String> missing(String image) {
    try {
      client.inspectImageCmd(image).exec();
      return Optional.empty();
    } catch (NotFoundException e) {
      return Optional.of("the container engine does not hold " + image + "; pull it first");
    }
  }
}
