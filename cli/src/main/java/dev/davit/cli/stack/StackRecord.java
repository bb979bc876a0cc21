package dev.davit.cli.stack;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What others may know of a running stack; {@code stack.json}.
 *
 * @param server base address of the scheduler's REST interface
 * @param data the stack's directory
 * @param pid of the supervising process
 * @param started when that process began, by the kernel: tells it from a later one of the same id
 * @param kafka {@code host:port} of the broker
 * @param services address and process id by short name
 */
public record StackRecord(
    String server,
    String data,
    long pid,
    Instant started,
    String kafka,
    Map<String, ServiceRecord> services) {

  /** One service as it runs now. */
  public record ServiceRecord(String address, long pid, String log) {}

  public StackRecord {
    services = Map.copyOf(services);
  }

  /** True while the process that wrote this runs. */
  public boolean running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(p -> p.info().startInstant())
        .filter(began -> began.equals(started))
        .isPresent();
  }

  public Path directory() {
    return Path.of(data);
  }
}
