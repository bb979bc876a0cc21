package dev.davit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line inside the test. */
public record Davit(int exitCode, String out, String err) {

  public static Davit run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Davit(code, out.toString(), err.toString());
  }
}
