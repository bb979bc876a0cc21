package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import java.util.Objects;

/** The point before, as its snapshot names it. */
public record ParentPoint(PointId point, String snapshot) {
  public ParentPoint {
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(snapshot, "snapshot");
  }
}
