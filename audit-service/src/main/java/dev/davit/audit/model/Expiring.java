package dev.davit.audit.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a retention run is about to forget, written down before it does, so that whoever takes over
 * says the same words for the same points.
 *
 * @param points in a fixed order; a later try only adds to the end
 */
public record Expiring(List<Expiring.Entry> points) {
  public static final Expiring NONE = new Expiring(List.of());

  public Expiring {
    points = List.copyOf(points);
  }

  /**
   * One snapshot.
   *
   * @param point null: another snapshot of the same run is the point, so nothing is to be said
   */
  public record Entry(String snapshot, String point) {}

  public Expiring with(List<Entry> more) {
    Set<Entry> all = new LinkedHashSet<>(points);
    all.addAll(more);
    return new Expiring(new ArrayList<>(all));
  }
}
