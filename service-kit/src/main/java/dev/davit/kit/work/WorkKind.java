package dev.davit.kit.work;

/**
 * A kind of work, handled by one {@link WorkHandler}.
 *
 * @param name unique in its service and kept in rows, such as {@code dump.capture}
 */
public record WorkKind(String name) {
  public WorkKind {
    if (!name.matches("[a-z][a-z0-9.-]{0,62}")) {
      throw new IllegalArgumentException("not a name of a work kind: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
