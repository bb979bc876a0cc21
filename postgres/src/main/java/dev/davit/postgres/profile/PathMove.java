package dev.davit.postgres.profile;

/**
 * Files below one absolute directory are now below another one.
 *
 * @param from absolute path without a final slash
 * @param to likewise
 */
public record PathMove(String from, String to) {
  public PathMove {
    if (!from.startsWith("/") || !to.startsWith("/") || from.length() < 2) {
      throw new IllegalArgumentException("a move goes from one absolute directory to another");
    }
    from = stripped(from);
    to = stripped(to);
  }

  private static String stripped(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
