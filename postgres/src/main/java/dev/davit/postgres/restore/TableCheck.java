package dev.davit.postgres.restore;

import dev.davit.contracts.point.Fingerprint;
import dev.davit.postgres.DatabaseUrl;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Compares a restored database with the fingerprints that were captured. */
public final class TableCheck {
  private TableCheck() {}

  /**
   * Reads every table again.
   *
   * @param parallel tables at a time
   * @return tables that differ; empty if none does
   * @throws dev.davit.contracts.error.DavitException CANCELLED, DATABASE_UNREACHABLE
   */
  public static List<TableDifference> verify(
      DatabaseUrl target,
      char[] password,
      List<Fingerprint> expected,
      int parallel,
      BooleanSupplier cancelled)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link #verify}, and refuses any difference.
   *
   * @throws dev.davit.contracts.error.DavitException VALIDATION_FAILED, listing the tables
   */
  public static void requireEqual(
      DatabaseUrl target,
      char[] password,
      List<Fingerprint> expected,
      int parallel,
      BooleanSupplier cancelled)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }
}
