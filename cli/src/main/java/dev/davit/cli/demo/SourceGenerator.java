package dev.davit.cli.demo;

import static dev.davit.cli.demo.DemoTable.LIVE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes and changes a source that is shaped like a Pixeltable deployment: metadata and store tables
 * in a database, media below a home, and some input files outside of it. Equal arguments make equal
 * sources, apart from the absolute URLs in rows. Not thread-safe.
 *
 * <p>Five kinds of table: a versioned one with documents ({@code documents}), a component view over
 * it ({@code chunks}), one with a dropped and a computed media column ({@code images}), one whose
 * arrays lie in shared files ({@code features}), an operational one ({@code events}); and a
 * snapshot.
 */
final class SourceGenerator {
  private static final int DIMENSIONS = 16;
  private static final int ARRAYS_PER_FILE = 64;

  private final Connection connection;
  private final Path home;
  private final DemoContent content;
  private final DemoCatalog catalog;
  private final DemoMedia media;
  private final DemoTable documents;
  private final DemoTable chunks;
  private final DemoTable images;
  private final DemoTable features;
  private final DemoTable events;

  /**
   * @param connection to an empty database; stays open
   * @param home absolute path of the directory that holds {@code media}
   * @param uploads absolute path of a directory outside of it, for files that rows only refer to
   */
  SourceGenerator(Connection connection, Path home, Path uploads, long seed) {
    this.connection = connection;
    this.home = home;
    this.content = new DemoContent(seed, 2_000, 120_000);
    this.catalog = new DemoCatalog(connection, content.uuid("dir/app"));
    this.media = new DemoMedia(home, uploads, content, 0);
    documents =
        table("documents", DemoTable.Kind.TABLE, null)
            .primaryKey("uuid", "UUIDType", "uuid")
            .column("title", "StringType", "character varying", false)
            .column("document", "DocumentType", "character varying", true)
            .column("metadata", "JsonType", "jsonb", true)
            .column("created_at", "TimestampType", "timestamp with time zone", false)
            .computed("summary", "StringType", "character varying", true);
    chunks =
        table("chunks", DemoTable.Kind.COMPONENT_VIEW, documents)
            .column("pos", "IntType", null, false)
            .column("text", "StringType", "character varying", false)
            .computed("embedding", "ArrayType", "real[]", false);
    images =
        table("images", DemoTable.Kind.TABLE, null)
            .column("image", "ImageType", "character varying", true)
            .column("label", "StringType", "character varying", false)
            .computed("preview", "ImageType", "character varying", true)
            .computed("thumbnail", "ImageType", "character varying", true);
    features =
        table("features", DemoTable.Kind.TABLE, null)
            .column("id", "IntType", "bigint", false)
            .column("feature", "ArrayType", "bytea", true)
            .column("payload", "JsonType", "jsonb", true);
    events =
        table("events", DemoTable.Kind.OPERATIONAL, null)
            .column("kind", "StringType", "character varying", false)
            .column("payload", "JsonType", "jsonb", true)
            .column("at", "TimestampType", "timestamp with time zone", false);
  }

  private DemoTable table(String name, DemoTable.Kind kind, DemoTable base) {
    return new DemoTable(name, kind, content.uuid("table/" + name), base);
  }

  /**
   * Fills the empty source.
   *
   * @param rows total over all tables, about
   * @param files media files, about; a tenth of the pictures lies outside of the home
   */
  void create(long rows, long files) throws Exception {
    connection.setAutoCommit(false);
    Files.createDirectories(home.resolve("media"));
    Path config = home.resolve("config.toml");
    Files.writeString(
        config, "[pixeltable]\nfile_cache_size_g = 1\n\n[demo]\napi_key = \"not-a-real-key\"\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    catalog.createEmpty();
    for (var table : new DemoTable[] {documents, chunks, images, features, events}) {
      catalog.create(table);
    }
    long documentRows = Math.max(1, Math.min(rows / 10, files / 3));
    long imageRows = Math.max(1, files * 2 / 9);
    addDocuments(documentRows, Math.max(1, rows * 7 / 10 / documentRows));
    addImages(imageRows, true);
    catalog.dropColumn(images, "preview");
    addImages(imageRows, false);
    addFeatures(Math.max(1, rows / 20));
    addEvents(0, Math.max(1, rows - rows * 7 / 10 - rows / 10 - rows / 20));
    catalog.create(table("documents_baseline", DemoTable.Kind.SNAPSHOT, documents));
    connection.commit();
  }

  /** One day's changes: about one row in a hundred, new rows and files, a new table. */
  void dayOfChanges(int day) throws Exception {
    connection.setAutoCommit(false);
    reviseDocuments(day);
    addDocuments(Math.max(1, documents.nextRow / 100), 4);
    deleteImages();
    addImages(Math.max(1, images.nextRow / 100), false);
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "DELETE FROM " + events.store() + " WHERE hashtext(rowid::text) % 100 = 0");
    }
    addEvents(day, 50);
    addDayTable(day);
    connection.commit();
  }

  private void addDocuments(long count, long chunksEach) throws Exception {
    catalog.newVersion(documents);
    catalog.newVersion(chunks);
    long first = documents.nextRow;
    try (var copy = new CopyRows(connection, documents.store(), documents.storeColumns())) {
      for (long row = first; row < first + count; row++) {
        SplittableRandom random = content.random("row/documents/" + row);
        String[] extensions = {".txt", ".md", ".json"};
        String key = media.nextKey();
        String url = media.owned(documents, 2, extensions[(int) (row % 3)], content.document(key));
        boolean failed = random.nextInt(40) == 0;
        copy.row(
            row,
            documents.version,
            LIVE,
            content.uuid("document/" + row),
            content.sentence(random, 5),
            url,
            null,
            "{\"pages\": " + random.nextInt(90) + ", \"note\": \"tab\\tand \\\\ and \\u00fc\"}",
            null,
            Instant.ofEpochSecond(1_767_225_600 + row * 61),
            failed ? null : content.sentence(random, 12),
            failed ? "{\"errortype\": \"ValueError\", \"errormsg\": \"empty input\"}" : null);
      }
    }
    documents.nextRow += count;
    catalog.save(documents);
    try (var copy = new CopyRows(connection, chunks.store(), chunks.storeColumns())) {
      for (long row = first; row < first + count; row++) {
        addChunks(copy, row, chunksEach);
      }
    }
  }

  private void addChunks(CopyRows copy, long row, long count) throws SQLException {
    SplittableRandom random = content.random("row/chunks/" + row + "/" + chunks.version);
    for (long position = 0; position < count; position++) {
      copy.row(
          row,
          position,
          chunks.version,
          LIVE,
          content.sentence(random, 14),
          content.vector(random, DIMENSIONS));
    }
  }

  private void addImages(long count, boolean withPreview) throws Exception {
    catalog.newVersion(images);
    try (var copy = new CopyRows(connection, images.store(), images.storeColumns())) {
      for (long i = 0; i < count; i++) {
        long row = images.nextRow++;
        String key = media.nextKey();
        String image =
            row % 10 == 3
                ? media.uploaded("photo-" + row + ".jpeg", content.picture(key))
                : media.owned(images, 0, ".jpeg", content.picture(key));
        String preview =
            withPreview && row % 2 == 0
                ? media.owned(images, 2, ".jpeg", small(media.nextKey()))
                : null;
        String thumbnail = media.owned(images, 3, ".webp", small(media.nextKey()));
        copy.row(
            row,
            images.version,
            LIVE,
            image,
            null,
            "label " + row % 17,
            preview,
            null,
            thumbnail,
            null);
      }
    }
    catalog.save(images);
  }

  private byte[] small(String key) {
    byte[] body = content.picture(key);
    return java.util.Arrays.copyOf(body, Math.min(body.length, 4_000));
  }

  private void addFeatures(long count) throws Exception {
    catalog.newVersion(features);
    String shared = null;
    try (var copy = new CopyRows(connection, features.store(), features.storeColumns())) {
      for (long i = 0; i < count; i++) {
        if (i % ARRAYS_PER_FILE == 0) {
          shared = media.owned(features, 0, "", content.arrays(media.nextKey(), 64 * 1024));
        }
        long row = features.nextRow++;
        long offset = i % ARRAYS_PER_FILE * 1024;
        String cell =
            "{\"file_urls\": [\"%s\"], \"array_md\": {\"start\": %d, \"end\": %d}}"
                .formatted(shared, offset, offset + 1024);
        copy.row(
            row,
            features.version,
            LIVE,
            row * 3,
            null,
            cell,
            "{\"score\": " + row % 100 / 100.0 + "}",
            null);
      }
    }
    catalog.save(features);
  }

  private void addEvents(int day, long count) throws Exception {
    try (var copy = new CopyRows(connection, events.store(), events.storeColumns())) {
      for (long i = 0; i < count; i++) {
        UUID id = content.uuid("event/" + day + "/" + i);
        copy.row(
            id,
            i % 5 == 0 ? "opened" : "viewed",
            "{\"n\": " + i + "}",
            null,
            Instant.ofEpochSecond(1_767_300_000 + i));
      }
    }
  }

  /** Ends one live row in a hundred and writes its successor, as an update does. */
  private void reviseDocuments(int day) throws SQLException {
    catalog.newVersion(documents);
    String names = String.join(", ", documents.storeColumns());
    String values =
        names
            .replace("v_min, v_max", documents.version + ", " + LIVE)
            .replaceFirst("col_1\\b", "col_1 || ' (day " + day + ")'");
    String some =
        " WHERE v_max = "
            + LIVE
            + " AND v_min < "
            + documents.version
            + " AND rowid % 100 = "
            + day % 100;
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TEMP TABLE revised ON COMMIT DROP AS SELECT * FROM " + documents.store() + some);
      statement.executeUpdate(
          "UPDATE " + documents.store() + " SET v_max = " + documents.version + some);
      statement.executeUpdate(
          "INSERT INTO "
              + documents.store()
              + " ("
              + names
              + ") SELECT "
              + values
              + " FROM revised");
    }
  }

  private void deleteImages() throws SQLException {
    catalog.newVersion(images);
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE "
              + images.store()
              + " SET v_max = "
              + images.version
              + " WHERE v_max = "
              + LIVE
              + " AND rowid % 50 = 7");
    }
  }

  private void addDayTable(int day) throws Exception {
    DemoTable table =
        table("day_" + day, DemoTable.Kind.TABLE, null)
            .column("image", "ImageType", "character varying", true)
            .column("label", "StringType", "character varying", false);
    catalog.create(table);
    catalog.newVersion(table);
    try (var copy = new CopyRows(connection, table.store(), table.storeColumns())) {
      for (int i = 0; i < 5; i++) {
        String url = media.owned(table, 0, ".jpeg", content.picture(media.nextKey()));
        copy.row(table.nextRow++, table.version, LIVE, url, null, "day " + day);
      }
    }
    catalog.save(table);
  }

  /** What was made, for a report: the number of media files. */
  Map<String, Long> made() {
    return Map.of("files", media.count());
  }
}
