package dev.davit.scheduler;

import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.RecoveryPoint;
import dev.davit.scheduler.store.PointStore;
import java.util.List;

/** What recovery points there are. Thread-safe. */
public final class PointCatalog {
  private final Transactions transactions;

  public PointCatalog(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Newest first; of all systems if {@code system} is null. */
  public List<RecoveryPoint> list(SystemId system, boolean expired) {
    return transactions.get(tx -> PointStore.list(tx, system, expired));
  }

  /**
   * @throws DavitException UNKNOWN_POINT
   */
  public RecoveryPoint get(PointId point) {
    return transactions
        .get(tx -> PointStore.find(tx, point))
        .orElseThrow(
            () -> new DavitException(ErrorCode.UNKNOWN_POINT, "point \"" + point + "\"", null));
  }
}
