package dev.davit.dump;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.dump.model.RecoveryPlace;
import dev.davit.kit.work.Lease;
import dev.davit.postgres.restore.SwapNames;

/**
 * One step of a recovery while it is done.
 *
 * @param place where its databases go
 */
record Recovery(RecoveryStepStarted order, RecoveryPlace place, Lease lease) {

  static Recovery of(RecoveryStepStarted order, Lease lease) {
    return new Recovery(order, RecoveryPlace.of(order.context()), lease);
  }

  RunId run() {
    return order.run();
  }

  SystemId system() {
    return order.system();
  }

  RecoveryContext context() {
    return order.context();
  }

  /** The run's first digits tell its databases from those of other recoveries. */
  SwapNames names(String database) {
    return SwapNames.of(database, order.run().toString().substring(0, 8));
  }
}
