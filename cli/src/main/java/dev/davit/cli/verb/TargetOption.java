package dev.davit.cli.verb;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.postgres.DatabaseUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of {@code --to}: a home, or {@code db=URL,media=[NAME=]DIR,…}.
 *
 * @param home absolute, or null
 * @param database where the database goes, or null
 * @param password what the URL carried, or null
 * @param media root name to directory, or {@link #LEFT_OUT}; the empty name stands for what was
 *     given without one
 */
public record TargetOption(
    Path home, DatabaseUrl database, char[] password, Map<String, Path> media) {
  /** Said in the place of a directory: these media stay in the repository. */
  public static final Path LEFT_OUT = Path.of(RecoveryTarget.LEFT_OUT);

  private static final String UNNAMED = "";

  public TargetOption {
    media = Map.copyOf(media);
  }

  /**
   * @throws DavitException INVALID_REQUEST
   */
  public static TargetOption parse(String text) {
    if (!text.startsWith("db=") && !text.startsWith("media=")) {
      return new TargetOption(absolute(text), null, null, Map.of());
    }
    String url = null;
    var media = new LinkedHashMap<String, Path>();
    for (String part : parts(text)) {
      if (part.startsWith("db=")) {
        url = part.substring("db=".length());
      } else {
        addMedia(part.substring("media=".length()), media);
      }
    }
    return new TargetOption(
        null,
        url == null ? null : DatabaseUrl.parse(url),
        url == null ? null : DatabaseUrl.passwordIn(url),
        media);
  }

  /** Splits at those commas that begin another {@code db=} or {@code media=}. */
  private static List<String> parts(String text) {
    return new ArrayList<>(List.of(text.split(",(?=(?:db|media)=)", -1)));
  }

  private static void addMedia(String value, Map<String, Path> media) {
    int equals = value.indexOf('=');
    boolean named = equals > 0 && value.substring(0, equals).matches("[A-Za-z0-9._-]+");
    String name = named ? value.substring(0, equals) : UNNAMED;
    String place = named ? value.substring(equals + 1) : value;
    Path to = place.equals(RecoveryTarget.LEFT_OUT) ? LEFT_OUT : absolute(place);
    if (media.put(name, to) != null) {
      throw invalid("media is given twice");
    }
  }

  private static Path absolute(String text) {
    if (text.isEmpty()) {
      throw invalid("a path is empty");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }

  boolean hasUnnamedMedia() {
    return media.containsKey(UNNAMED);
  }

  /**
   * Directory of each root as text. A directory without a name holds the only root there is, or
   * each of several below it by name.
   *
   * @param roots names of the system's media roots
   */
  Map<String, String> mediaBy(List<String> roots) {
    var all = new LinkedHashMap<String, String>();
    var unnamed = media.get(UNNAMED);
    if (unnamed != null) {
      boolean same = roots.size() == 1 || unnamed.equals(LEFT_OUT);
      roots.forEach(name -> all.put(name, (same ? unnamed : unnamed.resolve(name)).toString()));
    }
    media.forEach((name, path) -> {
      if (!name.isEmpty()) {
        all.put(name, path.toString());
      }
    });
    return all;
  }

  private static DavitException invalid(String reason) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST, "option \"--to\"", reason + "; it is HOME or db=URL,media=DIR");
  }
}
