package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.davit.cli.client.QuarantineClient;
import dev.davit.cli.output.Columns;
import dev.davit.cli.output.Outline;
import dev.davit.cli.output.Table;
import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code davit quarantine}: records that services set aside, and what becomes of them. */
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
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given");
  }

  /** What the verbs share: of which service. */
  abstract static class OfService extends Verb {
    @Option(
        names = "--service",
        paramLabel = "NAME",
        description = "scheduler, dump, media or audit (default: whichever has it).")
    private String service;

    /** Null if none is named. */
    ServiceName service() {
      if (service == null) {
        return null;
      }
      ServiceName named = ServiceName.of(service);
      if (named == null) {
        throw new DavitException(
            ErrorCode.INVALID_NAME,
            "service \"" + service + "\"",
            "scheduler, dump, media or audit");
      }
      return named;
    }
  }

  /** A verb for one record. */
  abstract static class OfRecord extends OfService {
    @Parameters(
        paramLabel = "RECORD",
        description = "Topic, partition and offset, as listed; SERVICE/ may stand before it.")
    private String record;

    @Override
    public Integer call() {
      try (var client = client()) {
        var records = new QuarantineClient(client);
        act(records, records.find(service(), record));
      }
      return 0;
    }

    abstract void act(QuarantineClient records, QuarantineClient.Found found);
  }

  /** A verb that settles one. */
  abstract static class Settling extends OfRecord {
    @Option(names = "--by", paramLabel = "NAME", description = "Who does it (default: the user).")
    private String by = System.getProperty("user.name");

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the record.")
    private String reason;

    QuarantineClient.Actor actor() {
      return new QuarantineClient.Actor(by, reason);
    }
  }

  /** {@code davit quarantine list}. */
  @Command(name = "list", description = "Lists them, of all services or one, newest first.")
  static final class ListRecords extends OfService {
    @Option(names = "--all", description = "Those replayed or discarded, too.")
    private boolean all;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "At most so many of each service (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Override
    public Integer call() {
      ArrayNode rows = Json.mapper().createArrayNode();
      int code = 0;
      try (var client = client()) {
        var records = new QuarantineClient(client);
        ServiceName named = service();
        for (var each : named == null ? List.of(ServiceName.values()) : List.of(named)) {
          try {
            rows.addAll(records.list(each, all, limit));
          } catch (DavitException e) {
            if (named != null || e.code() != ErrorCode.SERVICE_UNREACHABLE) {
              throw e;
            }
            err().println(e.problem());
            code = e.code().exitCode();
          }
        }
      }
      var table = new Table(Columns.QUARANTINE.headers());
      rows.forEach(row -> table.row(Columns.QUARANTINE.cells(row)));
      print(rows, table.toString().stripTrailing());
      return code;
    }
  }

  /** {@code davit quarantine show}. */
  @Command(
      name = "show",
      description = "Shows one with the bytes that came, and what was done with it.")
  static final class Show extends OfRecord {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Writes its value there, byte for byte, to be corrected.")
    private Path file;

    @Override
    void act(QuarantineClient records, QuarantineClient.Found found) {
      if (file != null) {
        write(found.value());
      }
      print(found.shown(), Outline.of(found.shown()).stripTrailing());
    }

    private void write(byte[] value) {
      try {
        Files.write(file, value);
      } catch (IOException e) {
        throw new DavitException(
            ErrorCode.INVALID_REQUEST, "file \"" + file + "\"", "it cannot be written", e);
      }
    }
  }

  /** {@code davit quarantine replay}. */
  @Command(name = "replay", description = "Handles it as if it came now.")
  static final class Replay extends Settling {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A corrected CloudEvent (JSON) that takes its place.")
    private Path file;

    @Override
    void act(QuarantineClient records, QuarantineClient.Found found) {
      JsonNode answer = records.replay(found, file == null ? null : corrected(), actor());
      String done = answer.path("duplicate").asBoolean() ? "was handled before" : "was handled";
      print(answer, "event " + answer.path("event").asText() + " " + done);
    }

    private byte[] corrected() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new DavitException(
            ErrorCode.INVALID_REQUEST, "file \"" + file + "\"", "it cannot be read", e);
      }
    }
  }

  /** {@code davit quarantine discard}. */
  @Command(name = "discard", description = "Lets it go.")
  static final class Discard extends Settling {
    @Override
    void act(QuarantineClient records, QuarantineClient.Found found) {
      print(records.discard(found, actor()), found + " is discarded");
    }
  }
}
