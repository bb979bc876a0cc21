package dev.davit.cli.stack;

import java.util.List;

/** The four services, and what each needs of the machine. */
public enum ServiceName {
  SCHEDULER("scheduler", 192),
  DUMP("dump", 256),
  MEDIA("media", 256),
  AUDIT("audit", 256);

  private final String shortName;
  private final int heapMegabytes;

  ServiceName(String shortName, int heapMegabytes) {
    this.shortName = shortName;
    this.heapMegabytes = heapMegabytes;
  }

  /** Name of its schema, its log and its settings: {@code dump}. */
  public String shortName() {
    return shortName;
  }

  /** Name of its module and as people know it: {@code dump-service}. */
  public String module() {
    return shortName + "-service";
  }

  /** Of its JVM. */
  public int heapMegabytes() {
    return heapMegabytes;
  }

  /**
   * @param name {@code dump} or {@code dump-service}
   * @return null if there is none of that name
   */
  public static ServiceName of(String name) {
    return List.of(values()).stream()
        .filter(s -> s.shortName.equals(name) || s.module().equals(name))
        .findFirst()
        .orElse(null);
  }
}
