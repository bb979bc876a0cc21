package dev.davit.kit.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Containers of test JVMs that were killed: nobody else removes them where Ryuk does not run. */
final class Orphans {
  static final String LABEL = "dev.davit.test.owner";

  private static final System.Logger LOG = System.getLogger(Orphans.class.getName());

  private Orphans() {}

  /** This process, as {@link #LABEL} names it: its process id and whose ids are meant. */
  static String owner() {
    return namespace() + " " + ProcessHandle.current().pid();
  }

  /** A JVM in a container has other process ids than its host, though both use one engine. */
  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      return "only";
    }
  }

  static void remove(DockerClient client) {
    var labelled =
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec();
    for (Container container : labelled) {
      if (abandoned(container.getLabels().get(LABEL))) {
        try {
          client
              .removeContainerCmd(container.getId())
              .withForce(true)
              .withRemoveVolumes(true)
              .exec();
        } catch (NotFoundException | ConflictException e) {
          LOG.log(System.Logger.Level.DEBUG, "another JVM has removed it first", e);
        }
      }
    }
  }

  /** When in doubt it is left alone: the process id may have been given to another process. */
  private static boolean abandoned(String owner) {
    String own = namespace() + " ";
    return owner.startsWith(own)
        && ProcessHandle.of(Long.parseLong(owner.substring(own.length()))).isEmpty();
  }
}
