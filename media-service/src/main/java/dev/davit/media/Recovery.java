package dev.davit.media;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.MediaProgressed;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.kit.work.Lease;
import dev.davit.media.model.SideNames;

/** One step of a recovery while it is done. */
record Recovery(RecoveryStepStarted order, Lease lease) {

  RunId run() {
    return order.run();
  }

  SystemId system() {
    return order.system();
  }

  RecoveryContext context() {
    return order.context();
  }

  /** Name of the directory that the run keeps inside those that it replaces. */
  String side() {
    return SideNames.of(run());
  }

  /**
   * Asked before every change of a name and every word in the journal: whoever lost the lease, or
   * is to end, changes nothing more. Costs nothing while the lease holds.
   *
   * @throws DavitException LEASE_LOST, CANCELLED
   */
  void requireWanted() {
    if (lease.cancelled()) {
      lease.requireHeld();
      throw new DavitException(ErrorCode.CANCELLED, "run \"" + run() + "\"", null);
    }
  }

  void progress(String step, long bytes, long files) {
    lease.progress(
        new MediaProgressed(system(), run(), step, new Amount(bytes, null, files, null)));
  }
}
