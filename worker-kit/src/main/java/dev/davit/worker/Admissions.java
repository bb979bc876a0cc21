package dev.davit.worker;

import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.settings.WorkLimits;
import dev.davit.kit.work.Admission;
import dev.davit.kit.work.Admission.Share;
import java.util.ArrayList;
import java.util.List;

/**
 * When work of a protected system may be begun, by the limits that its owner has set. A recovery
 * goes before every backup and waits for none, but backups wait for it; retention comes last.
 */
public final class Admissions {
  private static final int RECOVERY = 1_000;
  private static final int RETENTION = -1_000;

  private Admissions() {}

  /**
   * Of the work that begins a backup: beside no more than allowed, and not in a blackout.
   *
   * @param server where the database is, as {@link #server} names it; null: not known
   */
  public static Admission capture(SystemSettings settings, String server) {
    WorkLimits limits = settings.limits();
    var shares = new ArrayList<>(List.of(repository(settings, limits.atOnceOnRepository())));
    if (server != null) {
      shares.add(new Share(server, limits.atOnceOnDatabaseServer()));
    }
    return new Admission(limits.priority(), shares, limits.blackouts());
  }

  /**
   * Of work that goes on with a backup: its moment is fixed, and files read after a blackout would
   * no more be those of that moment.
   */
  public static Admission goingOn(SystemSettings settings) {
    WorkLimits limits = settings.limits();
    var share = repository(settings, limits.atOnceOnRepository());
    return new Admission(limits.priority(), List.of(share), List.of());
  }

  /**
   * Of work of a recovery.
   *
   * @param server the one that it works at, as {@link #server} names it; null: none
   */
  public static Admission recovery(SystemSettings settings, String server) {
    var shares = new ArrayList<>(List.of(repository(settings, null)));
    if (server != null) {
      shares.add(new Share(server, null));
    }
    return new Admission(RECOVERY, shares, List.of());
  }

  /** Of work that deletes what no rule keeps. */
  public static Admission retention(SystemSettings settings) {
    WorkLimits limits = settings.limits();
    var share = repository(settings, limits.atOnceOnRepository());
    return new Admission(RETENTION + limits.priority(), List.of(share), List.of());
  }

  /** The name under which all systems share a database server. */
  public static String server(String place) {
    return "database server \"" + place + "\"";
  }

  private static Share repository(SystemSettings settings, Integer atMost) {
    String location = settings.repository().location().replaceAll("(?<=[^/])/+$", "");
    return new Share("repository \"" + location + "\"", atMost);
  }
}
