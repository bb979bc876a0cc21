package dev.davit.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what the demo measured and prints it at the end. */
final class DemoReport {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private JsonNode first;
  private JsonNode second;
  private String source;
  private Duration lost;
  private boolean plain;

  void took(String what, double time) {
    seconds.put(what, time);
  }

  void first(JsonNode point) {
    first = point;
  }

  void second(JsonNode point) {
    second = point;
  }

  void source(String contents) {
    source = contents;
  }

  void lost(Duration age) {
    lost = age;
  }

  void plain() {
    plain = true;
  }

  void print(PrintWriter out, LocalStack stack, List<String> findings) throws IOException {
    out.println();
    out.println("Report");
    line(out, "system", source);
    line(out, "first backup", backup("first backup", first));
    line(out, "second backup", backup("second backup", second));
    line(
        out,
        "repository",
        Sizes.of(Trees.size(stack.data().resolve("repositories"))) + " for both points");
    line(
        out,
        "lost work (RPO)",
        "what happened in the %d s between the second point and the loss"
            .formatted(lost.toSeconds()));
    line(out, "back after (RTO)", time("recovery") + ", validated");
    if (plain) {
      line(out, "without Davit", "restic and pg_restore, " + time("plain restore"));
    }
    line(
        out, "verdict", findings.isEmpty() ? "every comparison held" : String.join("; ", findings));
    out.println();
    out.println(
        "Next: `./davit up`, then `./davit protect PATH_OR_URL --name NAME` for a system of your own.");
  }

  private String backup(String step, JsonNode point) {
    return "%s; %s in %,d files, %s newly stored"
        .formatted(
            time(step),
            Sizes.of(point.path("bytes").asLong()),
            point.path("files").asLong(),
            Sizes.of(point.path("stored").asLong()));
  }

  private String time(String step) {
    return String.format(Locale.ROOT, "%.1f s", seconds.getOrDefault(step, Double.NaN));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "  %-18s %s%n", name, value);
  }
}
