package dev.davit.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.PixeltableHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Pixeltable deployment, driven by a Python script: backed up while it inserts, opened again
 * with Pixeltable after its recovery.
 */
final class PixeltableSource implements DemoSource {
  private static final List<String> SCRIPTS = List.of("pixeltable_source.py", "demo_functions.py");

  private final Path python;
  private final Path scripts;
  private final Path log;
  private final PixeltableHome home;
  private final Path uploads;
  private final Path directory;
  private JsonNode remembered;

  /**
   * @param python interpreter of an environment that has Pixeltable
   * @param directory where home, uploads and the scripts go
   */
  PixeltableSource(Path python, Path directory, Path log) {
    this.python = python;
    this.directory = directory;
    this.scripts = directory.resolve("scripts");
    this.home = PixeltableHome.of(directory.resolve("home"));
    this.uploads = directory.resolve("uploads");
    this.log = log;
  }

  @Override
  public Path home() {
    return home.directory();
  }

  @Override
  public String description() {
    return "a real Pixeltable";
  }

  @Override
  public void make() throws Exception {
    Files.createDirectories(scripts);
    for (String script : SCRIPTS) {
      try (var in = PixeltableSource.class.getResourceAsStream(script)) {
        Files.copy(in, scripts.resolve(script), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    run("make", uploads.toString());
    Files.writeString(
        home.directory().resolve("config.toml"), "[pixeltable]\nfile_cache_size_g = 1\n");
  }

  @Override
  public void change() throws Exception {
    run("changes", uploads.toString());
  }

  @Override
  public AutoCloseable work() throws Exception {
    Path stop = directory.resolve("stop-inserting");
    Files.deleteIfExists(stop);
    Process inserting = start("insert", uploads.toString(), stop.toString());
    return () -> {
      Files.createFile(stop);
      requireSuccess(inserting, "insert");
    };
  }

  @Override
  public String remember() throws Exception {
    remembered = describe();
    int rows = 0;
    int tables = 0;
    for (var table : remembered.properties()) {
      if (!table.getKey().contains(":")) {
        rows += table.getValue().path("count").asInt();
        tables++;
      }
    }
    return "%,d rows in %d tables, %,d table versions"
        .formatted(rows, tables, remembered.size() - tables);
  }

  @Override
  public void destroy() throws Exception {
    close();
    Trees.delete(home.directory());
    Trees.delete(uploads);
  }

  /**
   * Compares by Pixeltable's own versions: the point was captured while rows were being inserted,
   * so a table may be some versions short of its last state, but each version it has must be equal.
   */
  @Override
  public List<String> differences() throws Exception {
    JsonNode found = describe();
    var lines = new ArrayList<String>();
    for (var expected : remembered.properties()) {
      String path = expected.getKey();
      if (path.contains(":")) {
        continue;
      }
      if (!found.has(path)) {
        lines.add("missing: table " + path);
        continue;
      }
      compareTable(path, found, lines);
    }
    run("append", uploads.toString());
    return lines;
  }

  private void compareTable(String path, JsonNode found, List<String> lines) {
    int last = lastVersion(found.get(path));
    if (last > lastVersion(remembered.get(path))) {
      lines.add("unexpected: version " + last + " of " + path);
    }
    String then = remembered.has(path + ":" + last) ? path + ":" + last : path;
    for (String aspect : List.of("columns", "rows", "count")) {
      if (!remembered.get(then).get(aspect).equals(found.get(path).get(aspect))) {
        lines.add("different: " + aspect + " of " + path + " at version " + last);
      }
    }
    for (int version = 0; version <= last; version++) {
      String key = path + ":" + version;
      if (remembered.has(key) && !remembered.get(key).equals(found.path(key))) {
        lines.add("different: " + key);
      }
    }
  }

  private static int lastVersion(JsonNode table) {
    int last = 0;
    for (JsonNode version : table.get("versions")) {
      last = Math.max(last, version.path("version").asInt());
    }
    return last;
  }

  private JsonNode describe() throws Exception {
    Path target = Files.createTempFile(directory, "description", ".json");
    run("describe", target.toString());
    return new ObjectMapper().readTree(target.toFile());
  }

  private void run(String... arguments) throws Exception {
    requireSuccess(start(arguments), arguments[0]);
  }

  private Process start(String... arguments) throws IOException {
    var command =
        new ArrayList<>(List.of(python.toString(), scripts.resolve(SCRIPTS.getFirst()).toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("PIXELTABLE_HOME", home.directory().toString());
    builder.environment().keySet().removeIf(name -> name.equals("PIXELTABLE_DB_CONNECT_STR"));
    return builder.start();
  }

  private void requireSuccess(Process process, String what) throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new DavitException(
          ErrorCode.TOOL_FAILED, "pixeltable_source.py \"" + what + "\"", "see \"" + log + "\"");
    }
  }

  /** Pixeltable never stops its server; the demo leaves nothing running. */
  @Override
  public void close() throws Exception {
    Path pidFile = home.cluster().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().trim());
    var server = ProcessHandle.of(pid);
    if (server.isPresent()) {
      // SIGINT is PostgreSQL's fast shutdown; destroy() sends SIGTERM, which waits for clients.
      new ProcessBuilder("kill", "-INT", String.valueOf(pid)).start().waitFor();
      server.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }
}
