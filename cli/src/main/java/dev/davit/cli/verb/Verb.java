package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.RestClient;
import dev.davit.contracts.error.PlainText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What verbs that talk to a server have in common: its address, the output's form, two streams. */
@Command(mixinStandardHelpOptions = true)
abstract class Verb implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;
  @Mixin private FormatOption output;

  ServerOption server() {
    return server;
  }

  FormatOption output() {
    return output;
  }

  CommandSpec spec() {
    return spec;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  RestClient client() {
    return server.client();
  }

  /**
   * Prints the server's answer as it is, or the line for people.
   *
   * @param line null: nothing for people
   */
  void print(JsonNode answer, String line) {
    if (!output.forPeople()) {
      out().print(output.format().text(answer));
    } else if (line != null) {
      out().println(PlainText.lines(line)); // events hold what others wrote
    }
    out().flush();
  }
}
