package dev.davit.contracts.point;

/** Where a recovery point stands. */
public enum PointState {
  SEALED,
  /**
   * A reference does not resolve: kept, shown, restorable only by naming it, never counted for RPO.
   */
  OPEN,
  EXPIRED,
  DAMAGED
}
