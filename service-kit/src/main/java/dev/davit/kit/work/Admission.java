package dev.davit.kit.work;

import dev.davit.contracts.settings.BlackoutWindow;
import java.util.List;

/**
 * When a piece of work may be begun, and before which other. Kept with the work, so that all
 * replicas of a service judge alike.
 *
 * @param priority the higher goes first, always
 * @param shares what it uses together with other work of this service
 * @param blackouts when no try of it is begun, not even one that takes over
 */
public record Admission(int priority, List<Share> shares, List<BlackoutWindow> blackouts) {
  /** Waits for nothing but a worker. */
  public static final Admission FREE = new Admission(0, List.of(), List.of());

  public Admission {
    shares = shares == null ? List.of() : List.copyOf(shares);
    blackouts = blackouts == null ? List.of() : List.copyOf(blackouts);
  }

  /**
   * A part of something that other work uses, too. All that runs on it counts, whatever its own
   * limit.
   *
   * @param resource what it is, for people and as its name, such as {@code repository "/backup"}
   * @param atMost how much may run on it once this runs; null: this waits for nobody
   */
  public record Share(String resource, Integer atMost) {}
}
