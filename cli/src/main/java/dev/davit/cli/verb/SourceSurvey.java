package dev.davit.cli.verb;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.ReferenceQuery;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PixeltableHome;
import dev.davit.postgres.PostgresPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind the path or URL that someone wants protected: looked at and reached, nothing
 * changed.
 *
 * @param profile {@code pixeltable} or {@code generic}
 * @param home the Pixeltable home, or null
 * @param url the database, or null
 * @param password what the URL carried, or null
 * @param description for people
 */
record SourceSurvey(
    String profile,
    Path home,
    DatabaseUrl url,
    char[] password,
    List<MediaRoot> media,
    List<String> configuration,
    List<ReferenceQuery> references,
    String description) {

  /**
   * @throws DavitException PATH_MISSING, DATABASE_*, TOOLS_MISSING, INVALID_REQUEST
   */
  static SourceSurvey of(
      String source, List<String> media, List<Path> configuration, List<String> references)
      throws InterruptedException {
    var roots = MediaOption.roots(media);
    var files = configuration.stream().map(SourceSurvey::existing).toList();
    return source.startsWith("postgresql:") || source.startsWith("postgres:")
        ? database(source, roots, files, references)
        : home(existing(Path.of(source)), roots, files, references);
  }

  private static SourceSurvey home(
      Path path, List<MediaRoot> roots, List<Path> files, List<String> references)
      throws InterruptedException {
    var home = PixeltableHome.of(path);
    if (!home.exists()) {
      throw new DavitException(
          ErrorCode.PATH_MISSING,
          "Pixeltable home \"" + path + "\"",
          "there is no database cluster in its pgdata; other systems are given by their database's URL");
    }
    if (!references.isEmpty()) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "option \"--references\"", "Pixeltable's are known");
    }
    List<String> databases = reach(home);
    var media = new ArrayList<MediaRoot>();
    home.mediaRoots().forEach((name, dir) -> media.add(new MediaRoot(name, dir.toString(), null)));
    media.addAll(roots);
    var all = new ArrayList<>(files);
    home.configuration().ifPresent(all::add);
    return new SourceSurvey(
        "pixeltable",
        home.directory(),
        null,
        null,
        media,
        all.stream().map(Path::toString).distinct().toList(),
        List.of(),
        home.quoted() + " (databases " + String.join(", ", databases) + ")");
  }

  private static List<String> reach(PixeltableHome home) throws InterruptedException {
    try (var server = home.open(null)) {
      return server.databases().stream().filter(name -> !name.equals("postgres")).toList();
    }
  }

  private static SourceSurvey database(
      String source, List<MediaRoot> media, List<Path> files, List<String> references) {
    var url = DatabaseUrl.parse(source);
    char[] password = DatabaseUrl.passwordIn(source);
    int major = reach(url, password);
    var programs = PostgresPrograms.find(major, null);
    String root = media.size() == 1 ? media.getFirst().name() : null;
    return new SourceSurvey(
        "generic",
        null,
        url,
        password,
        media,
        files.stream().map(Path::toString).toList(),
        references.stream().map(sql -> new ReferenceQuery(null, root, sql)).toList(),
        url.quoted()
            + " at "
            + url.server()
            + " (PostgreSQL "
            + major
            + ", dumped by "
            + programs.major()
            + ")");
  }

  private static int reach(DatabaseUrl url, char[] password) {
    try (var session = url.connect(password)) {
      return session.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw new DavitException(ErrorCode.DATABASE_UNREACHABLE, url.quoted(), e.getMessage(), e);
    }
  }

  /** Absolute, and there. */
  private static Path existing(Path path) {
    var absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new DavitException(ErrorCode.PATH_MISSING, "\"" + path + "\"", null);
    }
    return absolute;
  }

  DatabaseSettings database(SecretRef reference) {
    return home != null
        ? new DatabaseSettings(home.toString(), null, null, List.of(), null)
        : new DatabaseSettings(null, url.toString(), reference, List.of(), null);
  }
}
