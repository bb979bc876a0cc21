package dev.davit.cli.output;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import dev.davit.contracts.error.PlainText;
import dev.davit.contracts.error.Problem;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one clear line on standard error and an exit code. */
public final class Failures {
  /** Set: unexpected errors come with their stack trace. */
  private static final String TRACE = "DAVIT_TRACE";

  private Failures() {}

  /** A command line that cannot be understood: says what, the nearest match, and where help is. */
  public static int usage(ParameterException e, String[] args) {
    var command = e.getCommandLine();
    var text = new StringBuilder("davit: ").append(firstLine(e.getMessage()));
    var near = suggestions(e);
    if (!near.isEmpty()) {
      text.append("; did you mean ").append(String.join(" or ", near)).append('?');
    }
    text.append("; see `").append(command.getCommandSpec().qualifiedName()).append(" --help`");
    command.getErr().println(text);
    return ErrorCode.INVALID_REQUEST.exitCode();
  }

  /** What a verb threw. */
  public static int report(Exception e, CommandLine command, ParseResult parsed) {
    var problem = problem(e);
    command.getErr().println(PlainText.lines(problem.toString()));
    if (System.getenv(TRACE) != null) {
      e.printStackTrace(command.getErr());
    }
    return problem.code().exitCode();
  }

  private static Problem problem(Exception e) {
    if (e instanceof DavitException known) {
      return known.problem();
    }
    String message = e.getMessage() == null ? "" : ": " + firstLine(e.getMessage());
    return new Problem(ErrorCode.INTERNAL, null, e.getClass().getSimpleName() + message);
  }

  private static List<String> suggestions(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return List.of();
    }
    String typed = unmatched.getUnmatched().getFirst();
    var command = e.getCommandLine().getCommandSpec();
    var known =
        typed.startsWith("-") ? command.optionsMap().keySet() : command.subcommands().keySet();
    return Nearest.to(typed, known).map(name -> "`" + name + "`").stream().toList();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
