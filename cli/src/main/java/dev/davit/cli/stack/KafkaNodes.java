package dev.davit.cli.stack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** All brokers of a cluster, each a controller as well, on loopback; numbered from 1. */
public record KafkaNodes(List<Node> all) {
  private static final int REPLICAS = 3;

  public KafkaNodes {
    all = List.copyOf(all);
  }

  /** The ports of one. */
  public record Node(int port, int controllerPort) {
    static Node parse(String text) {
      int colon = text.indexOf(':');
      return new Node(
          Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
      return port + ":" + controllerPort;
    }
  }

  static KafkaNodes single(int port, int controllerPort) {
    return new KafkaNodes(List.of(new Node(port, controllerPort)));
  }

  static KafkaNodes parse(List<String> texts) {
    return new KafkaNodes(texts.stream().map(Node::parse).toList());
  }

  Stream<String> texts() {
    return all.stream().map(Node::toString);
  }

  Node node(int number) {
    return all.get(number - 1);
  }

  /** What clients are given. */
  public String bootstrap() {
    return all.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
  }

  String voters() {
    return IntStream.rangeClosed(1, all.size())
        .mapToObj(number -> number + "@127.0.0.1:" + node(number).controllerPort())
        .collect(Collectors.joining(","));
  }

  /** The same for every node that is given these nodes, as the quorum demands. */
  String clusterId() {
    var id = UUID.nameUUIDFromBytes(voters().getBytes(StandardCharsets.UTF_8));
    return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
  }

  /** How many brokers have each record. */
  int replicas() {
    return Math.min(REPLICAS, all.size());
  }

  /** How many must have it before its sender is told: one broker may always be away. */
  int inSync() {
    return Math.max(1, replicas() - 1);
  }
}
