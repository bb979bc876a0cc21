package dev.davit.cli.repo;

import dev.davit.cli.verb.FormatOption;
import dev.davit.cli.verb.RepositoryOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the verbs of a repository have in common: which one, the output's form, two streams. */
@Command(mixinStandardHelpOptions = true)
abstract class RepoVerb implements Callable<Integer> {
  /** Exit code of what was done, but not wholly. */
  static final int PARTIAL = 3;

  @Spec private CommandSpec spec;
  @Mixin private RepositoryOption repository;
  @Mixin private FormatOption output;

  RepositoryOption option() {
    return repository;
  }

  FormatOption output() {
    return output;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Opens it; close what is returned. */
  RepoSession open() {
    return RepoSession.open(repository);
  }

  /** Prints the value for scripts, or what people read instead, ending in a line end. */
  void print(Object value, Supplier<String> forPeople) {
    String text = output.forPeople() ? forPeople.get() : output.format().text(value);
    out().print(text.endsWith("\n") ? text : text + '\n');
    out().flush();
  }

  /** A line beside the result. */
  void say(String line) {
    err().println(line);
    err().flush();
  }

  ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  @Override
  public abstract Integer call() throws IOException;
}
