package dev.davit.cli.verb;

import dev.davit.cli.stack.ServiceName;
import dev.davit.cli.stack.StackRecord;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code davit logs}: the logs of a stack on this machine. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the logs of the local stack's processes.")
public final class LogsCommand implements Callable<Integer> {
  private static final int POLL_MILLIS = 250;

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "scheduler, dump, media, audit or kafka (default: all).")
  private String service;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C.")
  private boolean follow;

  @Option(names = "--data", paramLabel = "DIR", description = "The stack's directory.")
  private Path data;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many lines of each to begin with (default: 50).")
  private int lines;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var logs = files();
    var followers = new ArrayList<LogFollower>();
    for (var log : logs) {
      var out = spec.commandLine().getOut();
      followers.add(new LogFollower(log, logs.size() > 1, lines, out));
    }
    for (var follower : followers) {
      follower.showNew();
    }
    var never = new CountDownLatch(1);
    while (follow && !never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      for (var follower : followers) {
        follower.showNew();
      }
    }
    return 0;
  }

  private List<Path> files() throws IOException {
    var directory = directory().resolve("logs");
    if (service != null) {
      return List.of(directory.resolve(fileName()));
    }
    try (var found = Files.list(directory)) {
      return found.filter(path -> path.toString().endsWith(".log")).sorted().toList();
    }
  }

  private String fileName() {
    if (service.equals("kafka")) {
      return "kafka.log";
    }
    var name = ServiceName.of(service);
    if (name == null) {
      throw new DavitException(
          ErrorCode.INVALID_NAME,
          "service \"" + service + "\"",
          "it is scheduler, dump, media, audit or kafka");
    }
    return name.module() + ".log";
  }

  /** Also of a stack that has ended, if its directory is named. */
  private Path directory() {
    if (data != null) {
      return data;
    }
    StackRecord stack = server.address().stack();
    if (stack == null) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "server", "it is not on this machine: look at its logs there");
    }
    return stack.directory();
  }
}
