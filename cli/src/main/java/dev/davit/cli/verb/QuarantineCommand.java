package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.RestClient;
import dev.davit.cli.output.Columns;
import dev.davit.cli.output.Outline;
import dev.davit.cli.output.Table;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code davit quarantine}: records that the scheduler set aside, and what becomes of them. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "Records that were no events, or were refused: look, replay, discard.",
    subcommands = {
      QuarantineCommand.ListRecords.class,
      QuarantineCommand.Show.class,
      QuarantineCommand.Replay.class,
      QuarantineCommand.Discard.class
    })
public final class QuarantineCommand implements Runnable {
  private static final String PATH = "/v1/quarantine";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given");
  }

  /** A verb for one record. */
  abstract static class OfRecord extends Verb {
    @Parameters(paramLabel = "RECORD", description = "Topic, partition and offset, as listed.")
    private String record;

    String record() {
      return record;
    }

    String path() {
      return PATH + "/" + RestClient.encode(record);
    }
  }

  /** {@code davit quarantine list}. */
  @Command(name = "list", description = "Lists them, newest first.")
  static final class ListRecords extends Verb {
    @Option(names = "--all", description = "Those replayed or discarded, too.")
    private boolean all;

    @Override
    public Integer call() {
      try (RestClient client = client()) {
        JsonNode rows = client.get(PATH + "?all=" + all);
        var table = new Table(Columns.QUARANTINE.headers());
        rows.forEach(row -> table.row(Columns.QUARANTINE.cells(row)));
        print(rows, table.toString().stripTrailing());
      }
      return 0;
    }
  }

  /** {@code davit quarantine show}. */
  @Command(name = "show", description = "Shows one with the bytes that came.")
  static final class Show extends OfRecord {
    @Override
    public Integer call() {
      try (RestClient client = client()) {
        JsonNode answer = client.get(path());
        print(answer, Outline.of(answer).stripTrailing());
      }
      return 0;
    }
  }

  /** {@code davit quarantine replay}. */
  @Command(name = "replay", description = "Handles it as if it came now.")
  static final class Replay extends OfRecord {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A corrected CloudEvent (JSON) that takes its place.")
    private Path file;

    @Override
    public Integer call() {
      try (RestClient client = client()) {
        JsonNode answer = client.post(path() + "/replay", file == null ? null : corrected());
        String done = answer.path("duplicate").asBoolean() ? "was handled before" : "was handled";
        print(answer, "event " + answer.path("event").asText() + " " + done);
      }
      return 0;
    }

    private JsonNode corrected() {
      try {
        return Json.mapper().readTree(Files.readString(file));
      } catch (IOException e) {
        throw new DavitException(
            ErrorCode.INVALID_REQUEST, "file \"" + file + "\"", "it cannot be read as JSON", e);
      }
    }
  }

  /** {@code davit quarantine discard}. */
  @Command(name = "discard", description = "Lets it go.")
  static final class Discard extends OfRecord {
    @Override
    public Integer call() {
      try (RestClient client = client()) {
        print(client.delete(path()), record() + " is discarded");
      }
      return 0;
    }
  }
}
