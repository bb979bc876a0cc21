package dev.davit.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells the story on a running stack; every step that compares can make it end badly. */
final class Demo {
  private static final String SYSTEM = "demo";
  private static final int SHOWN = 10;

  private final LocalStack stack;
  private final DemoSource source;
  private final PrintWriter out;
  private final DavitCommand davit;
  private final List<String> findings = new ArrayList<>();
  private final DemoReport report = new DemoReport();
  private int chapter;

  Demo(LocalStack stack, DemoSource source, PrintWriter out) {
    this.stack = stack;
    this.source = source;
    this.out = out;
    this.davit = new DavitCommand(stack.server(), out);
  }

  /** True only if every comparison held. */
  boolean tell() throws Exception {
    chapter("Make " + source.description());
    timed("made", source::make);
    protectAndBackUp();
    changeAndBackUpAgain();
    loseAndRecover();
    restorePlainly();
    report.print(out, stack, findings);
    return findings.isEmpty();
  }

  private void protectAndBackUp() throws Exception {
    chapter("Protect it and make a first recovery point");
    davit.run("protect", source.home().toString(), "--name", SYSTEM);
    timed("first backup", () -> davit.run("backup", SYSTEM, "--wait"));
    report.first(newestPoint());
    proveClosure();
  }

  private void changeAndBackUpAgain() throws Exception {
    chapter("A day of changes, and a second recovery point");
    timed("changed", source::change);
    try (var ignored = source.work()) {
      timed("second backup", () -> davit.run("backup", SYSTEM, "--wait"));
    }
    report.second(newestPoint());
    proveClosure();
    out.println("   remembered: " + source.remember());
    report.source(source.remember());
  }

  private void loseAndRecover() throws Exception {
    chapter("Lose everything: database, media, configuration, uploads");
    JsonNode point = newestPoint();
    source.destroy();
    report.lost(Duration.between(Instant.parse(point.path("at").asText()), Instant.now()));
    out.println("   gone: " + source.home());
    chapter("Recover, and compare every row and every file");
    timed(
        "recovery",
        () -> davit.run("recover", SYSTEM, "--point", point.path("point").asText(), "--wait"));
    judge("recovered system", source.differences());
  }

  private void restorePlainly() throws Exception {
    if (!(source instanceof GeneratedSource generated)) {
      return;
    }
    chapter("Restore once more with the plain restic and pg_restore programs");
    var restic = PlainRestore.restic();
    if (restic.isEmpty()) {
      out.println("   restic is not installed: left out");
      return;
    }
    Path data = stack.data();
    var plain =
        new PlainRestore(
            data.resolve("repositories").resolve(SYSTEM),
            data.resolve("secrets").resolve(SYSTEM + ".repository"),
            data.resolve("plain"),
            data.resolve("logs/plain-restore.log"));
    String snapshot = newestPoint().path("snapshot").asText();
    timed(
        "plain restore",
        () ->
            judge(
                "plainly restored system",
                plain.differences(
                    restic.get(), snapshot, GeneratedSource.DATABASE, generated.remembered())));
    report.plain();
  }

  private void proveClosure() throws IOException {
    JsonNode closure = newestPoint().path("closure");
    long missing = closure.path("missingCount").asLong(-1);
    long named = closure.path("managed").asLong() + closure.path("external").asLong();
    if (missing != 0 || named == 0) {
      findings.add(
          "closure does not hold: " + missing + " of " + named + " references do not resolve");
    }
    out.printf(Locale.ROOT, "   closure: %,d references, %d unresolved%n", named, missing);
  }

  private JsonNode newestPoint() throws IOException {
    JsonNode points = davit.read("get", "points", "--system", SYSTEM);
    JsonNode newest = points.isArray() ? points.path(0) : points.path("points").path(0);
    for (JsonNode point : points) {
      if (point.path("at").asText().compareTo(newest.path("at").asText()) > 0) {
        newest = point;
      }
    }
    return newest;
  }

  private void judge(String what, List<String> differences) {
    if (differences.isEmpty()) {
      out.println("   " + what + ": equal in every row and every file");
      return;
    }
    differences.stream().limit(SHOWN).forEach(line -> out.println("   " + what + ": " + line));
    findings.add(what + ": " + differences.size() + " differences");
  }

  private void chapter(String title) {
    chapter++;
    out.println();
    out.println(chapter + ". " + title);
  }

  private void timed(String what, Step step) throws Exception {
    long from = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - from) / 1e9;
    report.took(what, seconds);
    out.printf(Locale.ROOT, "   %s in %.1f s%n", what, seconds);
  }

  private interface Step {
    void run() throws Exception;
  }
}
