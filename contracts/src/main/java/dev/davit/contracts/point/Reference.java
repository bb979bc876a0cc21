package dev.davit.contracts.point;

import java.util.Objects;

/**
 * One file or object that rows of the database name. Stored as {@code
 * references/<database>.ndjson}, one JSON object a line, those with a path first, sorted by {@link
 * PathOrder}; then the others by URL.
 *
 * @param kind whether the named file must be in the recovery point
 * @param url as the database holds it
 * @param path absolute local path; null for remote objects
 * @param table {@code schema.table} of one row that names it
 * @param column of that row
 * @param row what identifies that row, {@code name=value}; null if the profile does not know
 * @param cells how many cells name it
 */
public record Reference(
    Kind kind, String url, String path, String table, String column, String row, long cells) {
  /** Managed and external files must resolve for a point to be sealed; remote ones are counted. */
  public enum Kind {
    /** Under a media root of the system. */
    MANAGED,
    /** A local file outside of every media root. */
    EXTERNAL,
    /** An object of a bucket, or another URL. */
    REMOTE
  }

  public Reference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(url, "url");
  }
}
