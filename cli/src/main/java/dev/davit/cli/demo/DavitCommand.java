package dev.davit.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.cli.Main;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Davit's own verbs as a user would type them, in this process, against one server. The demo
 * has no other way in.
 */
final class DavitCommand {
  private final URI server;
  private final PrintWriter out;
  private final ObjectMapper json = new ObjectMapper();

  DavitCommand(URI server, PrintWriter out) {
    this.server = server;
    this.out = out;
  }

  /**
   * Shows the command line, runs it and lets it print.
   *
   * @throws DavitException RUN_FAILED if its exit code is not 0
   */
  void run(String... arguments) {
    out.println("   $ davit " + String.join(" ", arguments));
    int code = Main.run(out, out, withServer(arguments));
    require(code, arguments);
  }

  /** Runs a command quietly and reads what it prints with {@code -o json}. */
  JsonNode read(String... arguments) throws IOException {
    var text = new StringWriter();
    var all = new ArrayList<>(List.of(arguments));
    all.add("-o");
    all.add("json");
    var failure = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(text, true),
            new PrintWriter(failure, true),
            withServer(all.toArray(String[]::new)));
    if (code != 0) {
      out.println("   " + failure.toString().strip());
    }
    require(code, arguments);
    return json.readTree(text.toString());
  }

  private String[] withServer(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--server");
    all.add(server.toString());
    return all.toArray(String[]::new);
  }

  private static void require(int code, String... arguments) {
    if (code != 0) {
      throw new DavitException(
          ErrorCode.RUN_FAILED,
          "command \"davit " + String.join(" ", arguments) + "\"",
          "exit code " + code);
    }
  }
}
