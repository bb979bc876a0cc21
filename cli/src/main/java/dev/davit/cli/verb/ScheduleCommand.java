package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.RestClient;
import dev.davit.cli.output.Columns;
import dev.davit.cli.output.PreviewTable;
import dev.davit.cli.output.Table;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.schedule.SchedulePreview;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code davit schedule}: what schedules will do and did, and their pauses. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Schedules: look ahead, look back, pause, resume.",
    subcommands = {
      ScheduleCommand.ListSchedules.class,
      ScheduleCommand.Preview.class,
      ScheduleCommand.Fires.class,
      ScheduleCommand.Pause.class,
      ScheduleCommand.Resume.class
    })
public final class ScheduleCommand implements Runnable {
  private static final String PATH = "/v1/schedules";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given");
  }

  private static String path(String system, String what) {
    return PATH + "/" + new SystemId(system) + "/" + what;
  }

  private static String table(JsonNode rows, Columns columns) {
    var table = new Table(columns.headers());
    rows.forEach(row -> table.row(columns.cells(row)));
    return table.toString().stripTrailing();
  }

  /** {@code davit schedule list}. */
  @Command(name = "list", description = "Lists schedules with their next fires and their pauses.")
  static final class ListSchedules extends Verb {
    @Parameters(arity = "0..1", paramLabel = "SYSTEM", description = "Of one system only.")
    private String system;

    @Override
    public Integer call() {
      var query = new HashMap<String, String>();
      query.put("system", system);
      try (RestClient client = client()) {
        JsonNode rows = client.get(PATH, query);
        print(rows, table(rows, Columns.SCHEDULES));
      }
      return 0;
    }
  }

  /** {@code davit schedule fires}. */
  @Command(name = "fires", description = "What became of a schedule's fires: runs and misses.")
  static final class Fires extends Verb {
    @Parameters(paramLabel = "SYSTEM", description = "A protected system.")
    private String system;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "How many rows at most, newest first (default: 50).")
    private int limit;

    @Override
    public Integer call() {
      try (RestClient client = client()) {
        JsonNode rows = client.get(path(system, "fires"), Map.of("limit", limit));
        print(rows, table(rows, Columns.FIRES));
      }
      return 0;
    }
  }

  /** {@code davit schedule preview}: an expression needs no server. */
  @Command(
      name = "preview",
      description = "Next fires in local time and UTC, and what the clock changes of a year do.")
  static final class Preview extends Verb {
    @Parameters(
        paramLabel = "EXPRESSION|SYSTEM",
        description = "Cron fields in quotes, @daily and the like, or a protected system.")
    private String of;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "IANA time zone of an expression (default: this machine's).")
    private String zone;

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "10",
        description = "How many fires, 1 to 1000 (default: 10).")
    private int count;

    @Option(
        names = "--year",
        paramLabel = "YEAR",
        description = "Of the clock changes (default: this one).")
    private Integer year;

    @Override
    public Integer call() {
      JsonNode preview = isExpression() ? ofExpression() : ofSystem();
      print(preview, PreviewTable.of(preview).stripTrailing());
      return 0;
    }

    private boolean isExpression() {
      return of.isBlank() || of.strip().contains(" ") || of.startsWith("@");
    }

    private JsonNode ofExpression() {
      String place = ScheduleOption.zoneOr(zone);
      return Json.mapper()
          .valueToTree(SchedulePreview.of(of, place, Duration.ZERO, Instant.now(), count, year));
    }

    private JsonNode ofSystem() {
      if (zone != null) {
        throw new ParameterException(
            spec().commandLine(), "--zone is of an expression; a system's schedule has its own");
      }
      var query = new HashMap<String, Object>();
      query.put("count", count);
      query.put("year", year);
      try (RestClient client = client()) {
        return client.get(path(of, "preview"), query);
      }
    }
  }

  /** Which schedules. */
  static final class Which {
    @Parameters(paramLabel = "SYSTEM", description = "A protected system.")
    private String system;

    @Option(names = "--all", description = "The schedules of all systems.")
    private boolean all;

    String path(String what) {
      return all ? PATH + "/" + what : ScheduleCommand.path(system, what);
    }
  }

  /** A verb that changes whether schedules fire, and says who and why. */
  abstract static class OfPauses extends Verb {
    @ArgGroup(multiplicity = "1")
    private Which which;

    Integer change(String what, String reason) {
      var body = new HashMap<String, String>();
      body.put("reason", reason);
      body.put("by", System.getProperty("user.name"));
      try (RestClient client = client()) {
        JsonNode answer = client.post(which.path(what), body);
        JsonNode rows = answer.isArray() ? answer : Json.mapper().createArrayNode().add(answer);
        print(answer, table(rows, Columns.SCHEDULES));
      }
      return 0;
    }
  }

  /** {@code davit schedule pause}. */
  @Command(
      name = "pause",
      description = "Pauses a schedule for a while; its fires are missed until it is resumed.")
  static final class Pause extends OfPauses {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, for those who wonder.")
    private String reason;

    @Override
    public Integer call() {
      return change("pause", reason);
    }
  }

  /** {@code davit schedule resume}. */
  @Command(name = "resume", description = "Lets it go on; nothing is made up for.")
  static final class Resume extends OfPauses {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log.")
    private String reason;

    @Override
    public Integer call() {
      return change("resume", reason);
    }
  }
}
