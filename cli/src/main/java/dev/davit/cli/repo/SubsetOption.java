package dev.davit.cli.repo;

import dev.davit.repository.maintain.DataSubset;
import java.time.LocalDate;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How much of the stored data is read. */
final class SubsetOption {
  private static final Pattern SLICE = Pattern.compile("(\\d{1,9}|today)/(\\d{1,9})");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)%");

  @Option(names = "--read-data", description = "Reads every stored byte, too.")
  private boolean all;

  @Option(
      names = "--read-data-subset",
      paramLabel = "N/T|P%",
      description =
          "Reads the Nth of T slices, or a random percentage. today/30: each day another slice, all of them in 30 days.")
  private String subset;

  /**
   * @throws IllegalArgumentException for what is neither
   */
  DataSubset subset() {
    if (subset == null) {
      return all ? DataSubset.all() : DataSubset.none();
    }
    if (all) {
      throw new IllegalArgumentException("either --read-data or --read-data-subset");
    }
    Matcher slice = SLICE.matcher(subset);
    if (slice.matches()) {
      long of = Long.parseLong(slice.group(2));
      return DataSubset.slice(number(slice.group(1), of), of);
    }
    Matcher percent = PERCENT.matcher(subset);
    if (percent.matches()) {
      return DataSubset.share(Double.parseDouble(percent.group(1)), new Random().nextLong());
    }
    throw new IllegalArgumentException(
        "--read-data-subset takes a slice such as 3/30 or today/30, or a percentage such as 2.5%, not "
            + subset);
  }

  private static long number(String text, long of) {
    if (text.equals("today")) {
      return of == 0 ? 0 : Math.floorMod(LocalDate.now().toEpochDay(), of) + 1;
    }
    return Long.parseLong(text);
  }
}
