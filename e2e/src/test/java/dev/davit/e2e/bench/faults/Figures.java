package dev.davit.e2e.bench.faults;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.RequestRejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened, in numbers. */
record Figures(Story story, Traffic traffic, Faults faults, Takeovers takeovers, BrokerLog log) {
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "requests: %d, %d of them sent twice; first answers: %s"
            .formatted(traffic.sent().size(), traffic.repeats(), answers()));
    lines.add("runs: %d; ends: %s".formatted(story.runs().size(), ends()));
    lines.add(
        "points: " + story.runs().values().stream().mapToLong(run -> run.seals().size()).sum());
    lines.add("faults: " + faults.counts());
    lines.add("events: %d, records: %d".formatted(log.events().size(), log.records()));
    lines.add("time of a run: " + times());
    lines.add("time to take over: " + spread(takeovers.taken().stream()));
    return lines;
  }

  private Map<String, Long> answers() {
    return counted(
        traffic.sent().stream()
            .flatMap(request -> story.answers(request.id()).stream().limit(1))
            .map(Figures::name));
  }

  private static String name(Answer answer) {
    return answer instanceof RequestRejected rejected
        ? "rejected " + rejected.problem().code()
        : answer.getClass().getSimpleName();
  }

  private Map<String, Long> ends() {
    return counted(
        story.runs().values().stream()
            .flatMap(run -> run.ends().stream())
            .map(end -> end.event().getClass().getSimpleName()));
  }

  private static Map<String, Long> counted(Stream<String> names) {
    return names.collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  private String times() {
    return spread(
        story.runs().values().stream()
            .filter(run -> !run.starts().isEmpty() && !run.ends().isEmpty())
            .map(run -> Duration.between(time(run.starts()), time(run.ends()))));
  }

  private static java.time.Instant time(List<Envelope> events) {
    return events.getFirst().time();
  }

  private static String spread(Stream<Duration> durations) {
    var sorted = durations.sorted().toList();
    return sorted.isEmpty()
        ? "none"
        : "%d, median %s, longest %s"
            .formatted(sorted.size(), text(sorted.get(sorted.size() / 2)), text(sorted.getLast()));
  }

  private static String text(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
