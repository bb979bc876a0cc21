package dev.davit.cli.verb;

import dev.davit.cli.client.RestClient;
import dev.davit.cli.output.Outline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code davit describe}: all that is known of one thing. */
@Command(name = "describe", description = "Shows all that is known of a system, point or run.")
public final class DescribeCommand extends Verb {
  /** What there is to describe. */
  enum Kind {
    SYSTEM("systems"),
    POINT("points"),
    RUN("runs");

    private final String path;

    Kind(String path) {
      this.path = path;
    }
  }

  @Parameters(index = "0", paramLabel = "KIND", description = "system, point or run.")
  private Kind kind;

  @Parameters(index = "1", paramLabel = "ID", description = "A system's name, or an id.")
  private String id;

  @Override
  public Integer call() {
    try (RestClient client = client()) {
      var answer = client.get("/v1/" + kind.path + "/" + RestClient.encode(id));
      print(answer, Outline.of(answer).stripTrailing());
    }
    return 0;
  }
}
