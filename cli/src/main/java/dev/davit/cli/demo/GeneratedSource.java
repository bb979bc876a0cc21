package dev.davit.cli.demo;

import dev.davit.postgres.EmbeddedServer;
import dev.davit.postgres.PixeltableHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generated system: its own PostgreSQL server, a home with media, uploads outside of it. */
public final class GeneratedSource implements DemoSource {
  static final String DATABASE = "pixeltable";

  private final PixeltableHome home;
  private final Path uploads;
  private final long rows;
  private final long files;
  private EmbeddedServer server;
  private Connection connection;
  private SourceGenerator generator;
  private SourceState remembered;
  private int day;

  /**
   * @param directory exists; its {@code home} and {@code uploads} are made by {@link #make}
   * @param rows about how many
   * @param files about how many
   */
  public GeneratedSource(Path directory, long rows, long files) {
    this.home = PixeltableHome.of(directory.resolve("home"));
    this.uploads = directory.resolve("uploads");
    this.rows = rows;
    this.files = files;
  }

  @Override
  public Path home() {
    return home.directory();
  }

  @Override
  public String description() {
    return "a system shaped like Pixeltable, with about %,d rows and %,d files"
        .formatted(rows, files);
  }

  @Override
  public void make() throws Exception {
    Files.createDirectories(home.directory());
    home.recreateCluster(0, null);
    server = home.open(null);
    try (var postgres = server.url("postgres").connect(null);
        var statement = postgres.createStatement()) {
      statement.execute(
          "CREATE DATABASE "
              + DATABASE
              + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'");
    }
    connection = server.url(DATABASE).connect(null);
    generator = new SourceGenerator(connection, home.directory(), uploads, 7);
    generator.create(rows, files);
  }

  @Override
  public void change() throws Exception {
    day++;
    generator.dayOfChanges(day);
  }

  @Override
  public AutoCloseable work() {
    return () -> {};
  }

  @Override
  public String remember() throws Exception {
    remembered = SourceState.read(connection, places());
    return "%,d rows in %d tables, %,d files of %s"
        .formatted(
            remembered.rowCount(),
            remembered.tables().size(),
            remembered.files().size(),
            Sizes.of(remembered.fileBytes()));
  }

  /** What was remembered. */
  SourceState remembered() {
    return remembered;
  }

  private Map<Path, Path> places() {
    var places = new LinkedHashMap<Path, Path>();
    for (Path place :
        List.of(
            home.directory().resolve("media"), home.directory().resolve("config.toml"), uploads)) {
      places.put(place, place);
    }
    return places;
  }

  @Override
  public void destroy() throws Exception {
    close();
    Trees.delete(home.directory());
    Trees.delete(uploads);
  }

  @Override
  public List<String> differences() throws Exception {
    try (var recovered = home.open(null);
        var session = recovered.url(DATABASE).connect(null)) {
      return remembered.differences(SourceState.read(session, places()));
    }
  }

  @Override
  public void close() throws Exception {
    if (connection != null) {
      connection.abort(Runnable::run); // a recovery in place has ended it already
      connection = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
