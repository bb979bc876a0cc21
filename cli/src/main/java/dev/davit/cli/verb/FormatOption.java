package dev.davit.cli.verb;

import dev.davit.cli.output.Format;
import picocli.CommandLine.Option;

/** {@code -o}, for every verb that prints a result. */
public final class FormatOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or yaml (default: table).")
  private Format format = Format.TABLE;

  public Format format() {
    return format;
  }

  /** A table is asked for. */
  public boolean forPeople() {
    return format == Format.TABLE;
  }
}
