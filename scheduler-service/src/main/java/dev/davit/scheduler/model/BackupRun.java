package dev.davit.scheduler.model;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.point.PointState;
import java.util.EnumSet;
import java.util.Set;

/** The states of a backup: pinning → capturing → sealing → completed; or failed, or cancelled. */
public sealed interface BackupRun extends Run {

  /** A backup that was just accepted. */
  static BackupRun begin(RunId id) {
    return new Pinning(id);
  }

  /** A state with moves. The seal is the point of no return: whenever it is heard, it has won. */
  sealed interface Live extends BackupRun {
    /** Services that have not said that their work has ended. */
    Set<Service> working();

    @Override
    default Set<Service> waitsFor() {
      return working();
    }

    default Completed sealed(PointId point, PointState state) {
      return new Completed(id(), point, state);
    }

    default Failed fail(Problem why) {
      return new Failed(id(), why);
    }
  }

  /** dump-service is fixing the database's moment. */
  record Pinning(RunId id) implements Live {
    public Capturing pinned(Pin pin) {
      return new Capturing(id, pin, EnumSet.noneOf(Service.class));
    }

    public BackupRun cancel() {
      return new Cancelling(id, working());
    }

    @Override
    public Set<Service> working() {
      return EnumSet.allOf(Service.class);
    }

    @Override
    public Set<Service> waitsFor() {
      return EnumSet.of(Service.DUMP);
    }
  }

  /** Database and media are being stored under one pin. */
  record Capturing(RunId id, Pin pin, Set<Service> done) implements Live {
    /** A higher pin begins anew; a lower or equal one is old news. */
    public Capturing pinned(Pin other) {
      return other.replaces(pin) ? new Capturing(id, other, EnumSet.noneOf(Service.class)) : this;
    }

    /** A part of this pin is stored; parts of other pins do not count. */
    public Live stored(Service service, Pin of) {
      if (!of.equals(pin) || done.contains(service)) {
        return this;
      }
      Set<Service> now = EnumSet.of(service);
      now.addAll(done);
      return now.size() == 2 ? new Sealing(id, pin) : new Capturing(id, pin, now);
    }

    public BackupRun cancel() {
      return new Cancelling(id, working());
    }

    @Override
    public Set<Service> working() {
      Set<Service> rest = EnumSet.allOf(Service.class);
      rest.removeAll(done);
      return rest;
    }

    @Override
    public Set<Service> waitsFor() {
      Set<Service> rest = working();
      rest.remove(Service.AUDIT);
      return rest;
    }
  }

  /** audit-service proves closure and writes the snapshot. */
  record Sealing(RunId id, Pin pin) implements Live {
    /** A part of a higher pin came before that pin's own event; parts of this pin are old news. */
    public Live stored(Service service, Pin of) {
      return pinned(of) instanceof Capturing anew ? anew.stored(service, of) : this;
    }

    /** Another pin after both parts: a worker lost its lease late; it all begins anew. */
    public Live pinned(Pin other) {
      return other.replaces(pin) ? new Capturing(id, other, EnumSet.noneOf(Service.class)) : this;
    }

    public BackupRun cancel() {
      return new Cancelling(id, working());
    }

    @Override
    public Set<Service> working() {
      return EnumSet.of(Service.AUDIT);
    }
  }

  /** The services have been told to end. */
  record Cancelling(RunId id, Set<Service> working) implements Live {
    /** A service has ended its work, whichever way. */
    public BackupRun ended(Service service) {
      if (!working.contains(service)) {
        return this;
      }
      Set<Service> rest = EnumSet.copyOf(working);
      rest.remove(service);
      return rest.isEmpty() ? new Cancelled(id) : new Cancelling(id, rest);
    }
  }

  /** The point is stored. */
  record Completed(RunId id, PointId point, PointState state) implements BackupRun {
    @Override
    public boolean ended() {
      return true;
    }
  }

  /** There is no point. */
  record Failed(RunId id, Problem problem) implements BackupRun {
    @Override
    public boolean ended() {
      return true;
    }
  }

  /** Ended on request. */
  record Cancelled(RunId id) implements BackupRun {
    @Override
    public boolean ended() {
      return true;
    }
  }
}
