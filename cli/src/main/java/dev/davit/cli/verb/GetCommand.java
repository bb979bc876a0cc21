package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.RestClient;
import dev.davit.cli.client.Rows;
import dev.davit.cli.output.Columns;
import dev.davit.cli.output.Format;
import dev.davit.cli.output.Table;
import dev.davit.contracts.error.PlainText;
import java.util.HashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code davit get}: lists, and one system in the form that {@code davit apply} takes. */
@Command(name = "get", description = "Lists systems, points, runs or schedules.")
public final class GetCommand extends Verb {
  /** What there is to list. */
  enum Kind {
    SYSTEMS,
    POINTS,
    RUNS,
    SCHEDULES,
    SYSTEM
  }

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "systems, points, runs, schedules, or system NAME.")
  private Kind kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "A protected system.")
  private String name;

  @Option(names = "--system", paramLabel = "NAME", description = "Of one protected system only.")
  private String system;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many runs at most, newest first (default: 50).")
  private int limit;

  @Override
  public Integer call() {
    try (RestClient client = client()) {
      switch (kind) {
        case SYSTEM -> one(client);
        case SYSTEMS -> list(client, "systems", Columns.SYSTEMS);
        case POINTS -> list(client, "points", Columns.POINTS);
        case RUNS -> list(client, "runs", Columns.RUNS);
        case SCHEDULES -> list(client, "schedules", Columns.SCHEDULES);
      }
    }
    return 0;
  }

  private void one(RestClient client) {
    if (name == null) {
      throw new ParameterException(spec().commandLine(), "get system needs the system's NAME");
    }
    var answer = client.get("/v1/systems/" + RestClient.encode(name));
    var format = output().forPeople() ? Format.YAML : output().format();
    out().print(format.text(answer));
  }

  private void list(RestClient client, String path, Columns columns) {
    var query = new HashMap<String, Object>();
    query.put("system", system != null ? system : name);
    query.put("limit", kind == Kind.RUNS ? limit : null);
    var rows = Rows.of(client.get("/v1/" + path, query), path);
    if (output().forPeople()) {
      out().print(PlainText.lines(table(rows, columns).toString()));
    } else {
      out().print(output().format().text(rows));
    }
  }

  private static Table table(JsonNode rows, Columns columns) {
    var table = new Table(columns.headers());
    rows.forEach(row -> table.row(columns.cells(row)));
    return table;
  }
}
