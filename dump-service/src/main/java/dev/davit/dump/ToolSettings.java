package dev.davit.dump;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How captures and restores run.
 *
 * @param programs directory of PostgreSQL's client programs; null: found by the server's version
 * @param jobs connections for each database, at least 1
 * @param guardWait how long a capture waits for the application's unfinished operations
 * @param process unique among all processes that write to one repository
 */
public record ToolSettings(Path programs, int jobs, Duration guardWait, String process) {
  public ToolSettings {
    if (jobs < 1) {
      throw new IllegalArgumentException("davit.postgres.jobs is at least 1, not " + jobs);
    }
  }
}
