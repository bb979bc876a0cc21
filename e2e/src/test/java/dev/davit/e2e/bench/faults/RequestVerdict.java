package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** I3: each request is answered, one way, and what it started has an end. */
record RequestVerdict(Story story, StateTables tables) {
  void check(List<Envelope> sent, List<String> violations) throws SQLException, IOException {
    var ended =
        new HashSet<>(
            tables.query(
                ServiceName.SCHEDULER,
                "select id from run where ended",
                row -> row.getObject(1, UUID.class)));
    for (Envelope request : sent) {
      var answers = story.answers(request.id());
      String object = request.name() + " " + request.id() + " of " + request.event().system();
      if (answers.isEmpty()) {
        violations.add(object + " was never answered");
      }
      answeredOneWay(object, answers, violations);
      runsOf(answers).stream()
          .filter(run -> !ended.contains(run.value()))
          .forEach(run -> violations.add(object + " led to run " + run + ", which has not ended"));
    }
  }

  private static void answeredOneWay(String object, List<Answer> answers, List<String> violations) {
    long accepted = answers.stream().filter(RequestAccepted.class::isInstance).count();
    long rejected = answers.stream().filter(RequestRejected.class::isInstance).count();
    if (accepted > 1 || accepted > 0 && rejected > 0 || runsOf(answers).size() > 1) {
      violations.add(object + " was answered in more than one way: " + answers);
    }
    if (accepted == 0 && rejected == 0 && !answers.isEmpty()) {
      violations.add(object + " is said to be a duplicate of nothing: " + answers);
    }
  }

  private static Set<RunId> runsOf(List<Answer> answers) {
    return answers.stream()
        .flatMap(answer ->
            switch (answer) {
              case RequestAccepted accepted -> java.util.stream.Stream.of(accepted.run());
              case RequestDuplicate duplicate -> java.util.stream.Stream.of(duplicate.run());
              case RequestRejected rejected -> java.util.stream.Stream.<RunId>empty();
            })
        .collect(Collectors.toSet());
  }
}
