package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.RestClient;
import dev.davit.cli.client.RunView;
import dev.davit.cli.client.RunWatch;
import dev.davit.cli.output.Human;
import dev.davit.cli.output.RunDisplay;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;

/**
 * A run that a verb has just asked for: says so, follows it if told to, answers with its exit code.
 */
final class Started {
  private final Verb verb;
  private final RestClient client;

  Started(Verb verb, RestClient client) {
    this.verb = verb;
    this.client = client;
  }

  /**
   * @param what {@code backup of shop}
   * @param answer the server's, with the ids of run and request
   * @return the exit code
   */
  int report(String what, JsonNode answer, boolean wait) throws InterruptedException {
    String run = answer.path("run").asText("");
    if (!wait) {
      verb.print(answer, what + " asked for: run " + run);
      return 0;
    }
    if (run.isEmpty()) {
      throw new DavitException(ErrorCode.INTERNAL, what, "the server named no run");
    }
    verb.err().println(what + ": run " + run);
    return outcome(what, watch(run));
  }

  private RunView watch(String run) throws InterruptedException {
    var leave =
        new Thread(() -> {
          verb.err().println();
          verb.err()
              .println(
                  "the run goes on; see `davit describe run "
                      + run
                      + "`, or `davit cancel "
                      + run
                      + "`");
          verb.err().flush();
        });
    Runtime.getRuntime().addShutdownHook(leave);
    try (var display = RunDisplay.on(verb.err())) {
      return new RunWatch(client).await(run, display);
    } finally {
      if (!Thread.currentThread().isInterrupted()) {
        Runtime.getRuntime().removeShutdownHook(leave);
      }
    }
  }

  private int outcome(String what, RunView run) {
    verb.print(run.json(), what + " " + ending(run));
    if (run.problem() != null) {
      throw new DavitException(run.problem());
    }
    if (run.isCancelled()) {
      return ErrorCode.CANCELLED.exitCode();
    }
    if (!run.isCompleted()) {
      throw new DavitException(new Problem(ErrorCode.RUN_FAILED, "run \"" + run.id() + "\"", null));
    }
    return openPoint(run) ? ErrorCode.REFERENCES_OPEN.exitCode() : 0;
  }

  /** {@code completed in 4.2 s, point …}. */
  private static String ending(RunView run) {
    var text = new StringBuilder(run.state());
    if (run.took() != null) {
      text.append(" in ").append(Human.duration(run.took()));
    }
    if (run.point() != null && run.isCompleted()) {
      text.append(", point ").append(run.point());
    }
    return text.toString();
  }

  /** A backup that completed with an open point is not a whole success. */
  private boolean openPoint(RunView run) {
    if (!run.isBackup() || run.point() == null) {
      return false;
    }
    var point = client.get("/v1/points/" + run.point());
    if (!"OPEN".equalsIgnoreCase(point.path("state").asText())) {
      return false;
    }
    var missing = point.at("/closure/missing");
    long count = point.at("/closure/missingCount").asLong(missing.size());
    String first = named(missing.path(0));
    verb.err()
        .println(
            new Problem(
                ErrorCode.REFERENCES_OPEN,
                "point \"" + run.point() + "\"",
                count + " missing" + (first.isEmpty() ? "" : ", the first " + first)));
    return true;
  }

  /** {@code "/srv/a.png" (public.uploads.path, id=17)}: the file, and a row that names it. */
  private static String named(JsonNode reference) {
    String file = reference.path("path").asText(reference.path("url").asText(""));
    if (file.isEmpty()) {
      return "";
    }
    String row =
        java.util.stream.Stream.of("table", "column")
            .map(part -> reference.path(part).asText(""))
            .filter(part -> !part.isEmpty())
            .collect(java.util.stream.Collectors.joining("."));
    String key = reference.path("row").asText("");
    return "\"" + file + "\" (" + row + (key.isEmpty() ? "" : ", " + key) + ")";
  }
}
