package dev.davit.kit.testing;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A server in a container, on a loopback port that it keeps when it is stopped and started again.
 * Testcontainers removes it when this JVM ends.
 */
final class ServerContainer implements TestServer {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final int STOP_LIMIT_SECONDS = 60;

  private final GenericContainer<?> container;
  private final Callable<Boolean> ready;

  private ServerContainer(GenericContainer<?> container, Callable<Boolean> ready) {
    this.container = container;
    this.ready = ready;
  }

  /**
   * Starts a container that is described but for its port, and returns when its server is ready.
   *
   * @param inside the port on which the server listens in the container
   * @param ready may throw: then it is not ready. The port alone proves nothing, because the engine
   *     accepts connections before the server does
   * @throws IllegalStateException with the server's log, if it never is
   */
  static ServerContainer start(
      GenericContainer<?> container, int inside, int port, Callable<Boolean> ready) {
    container
        .withImagePullPolicy(_ -> false)
        .withLabel(Orphans.LABEL, Orphans.owner())
        .withCreateContainerCmdModifier(command -> publish(command, inside, port))
        .waitingFor(
            new AbstractWaitStrategy() {
              @Override
              protected void waitUntilReady() {
                // Ours waits after the first start and after every other in the same way.
              }
            });
    var server = new ServerContainer(container, ready);
    container.start();
    server.awaitReady();
    return server;
  }

  private static void publish(CreateContainerCmd command, int inside, int port) {
    var exposed = ExposedPort.tcp(inside);
    command
        .withExposedPorts(exposed)
        .withStopSignal("SIGINT") // PostgreSQL's fast shutdown; the others end by it as well
        .getHostConfig()
        .withPortBindings(new PortBinding(Binding.bindIpAndPort("127.0.0.1", port), exposed));
  }

  @Override
  public void stop() {
    if (container.isRunning()) {
      container
          .getDockerClient()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(STOP_LIMIT_SECONDS)
          .exec();
    }
  }

  @Override
  public void start() {
    if (!container.isRunning()) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }
    awaitReady();
  }

  private void awaitReady() {
    String image = container.getDockerImageName();
    try {
      Await.until(image + " answers", () -> !container.isRunning() || ready.call(), START_LIMIT);
    } catch (AssertionError e) {
      throw new IllegalStateException(image + " does not answer:\n" + endOfLog(), e);
    }
    if (!container.isRunning()) {
      throw new IllegalStateException(image + " has ended:\n" + endOfLog());
    }
  }

  private String endOfLog() {
    String log = container.getLogs();
    close();
    return log.substring(Math.max(0, log.length() - 4000));
  }

  @Override
  public void close() {
    container.stop();
  }
}
