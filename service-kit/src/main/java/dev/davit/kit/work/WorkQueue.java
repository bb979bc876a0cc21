package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.settings.BlackoutWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All work of a service that could be claimed at one moment, and what runs beside it: judges what
 * comes next and why the rest waits.
 *
 * <p>First what merely has to say that it was cancelled; then by priority; then what was begun
 * before; then the systems take turns: whoever has least running, of those whoever was served
 * longest ago; then the oldest.
 *
 * @param now the store's time
 * @param ready what is ready and due
 * @param running what is leased, and not silent for too long
 * @param served when each system's turn was last
 */
public record WorkQueue(
    Instant now, List<Ready> ready, List<Running> running, Map<SystemId, Instant> served) {
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * Work that may be claimed.
   *
   * @param since when it became due
   * @param begun whether it was tried before
   * @param waits what was last found to keep it; null: nothing
   */
  public record Ready(
      UUID id,
      WorkKind kind,
      RunId run,
      SystemId system,
      Admission admission,
      Instant since,
      boolean begun,
      boolean cancelRequested,
      String waits) {}

  /** Work that a worker has. */
  public record Running(SystemId system, List<Admission.Share> shares) {}

  /** In the order in which it is to be claimed, what may not be claimed now included. */
  public List<Ready> inOrder() {
    return ready.stream()
        .sorted(
            Comparator.comparing((Ready work) -> !work.cancelRequested())
                .thenComparing(work -> -work.admission().priority())
                .thenComparing(work -> !work.begun())
                .thenComparing(work -> runningOf(work.system()))
                .thenComparing(work -> served.getOrDefault(work.system(), Instant.MIN))
                .thenComparing(Ready::since)
                .thenComparing(Ready::id))
        .toList();
  }

  private long runningOf(SystemId system) {
    return running.stream().filter(work -> work.system().equals(system)).count();
  }

  /**
   * Why the work may not begin now; empty if it may. The end of cancelled work is not held up: it
   * uses nothing.
   */
  public Optional<String> keeps(Ready work) {
    if (work.cancelRequested()) {
      return Optional.empty();
    }
    Optional<String> blackout =
        work.admission().blackouts().stream()
            .filter(window -> window.covers(now))
            .map(this::until)
            .findFirst();
    return blackout.isPresent()
        ? blackout
        : work.admission().shares().stream()
            .filter(this::isTaken)
            .map(share ->
                "%s is in use by as much work as allowed, %d"
                    .formatted(share.resource(), share.atMost()))
            .findFirst();
  }

  private String until(BlackoutWindow window) {
    return "blackout until "
        + window.endAfter(now).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime()
        + " ("
        + window.zone()
        + ")";
  }

  private boolean isTaken(Admission.Share share) {
    return share.atMost() != null && usersOf(share.resource()) >= share.atMost();
  }

  private long usersOf(String resource) {
    return running.stream()
        .flatMap(work -> work.shares().stream())
        .filter(share -> share.resource().equals(resource))
        .count();
  }

  /** Why work that may begin has no worker; said only of what has waited for more than a moment. */
  public Optional<String> unclaimed(Ready work) {
    return work.since().plus(SOON).isBefore(now)
        ? Optional.of("all workers are busy with other work")
        : Optional.empty();
  }
}
