package dev.davit.cli.verb;

import dev.davit.cli.breakglass.RepositoryRecovery;
import dev.davit.cli.breakglass.RepositoryRecovery.Target;
import dev.davit.cli.output.Human;
import dev.davit.contracts.codec.Json;
import dev.davit.repository.Repository;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code davit recover --repo}: no service is asked, none needs to exist. */
final class BreakGlass {
  private final Verb verb;
  private final PointRepositoryOption option;

  BreakGlass(Verb verb, PointRepositoryOption option) {
    this.verb = verb;
    this.option = option;
  }

  /**
   * @param to null: where it was
   */
  int recover(String system, String point, String to, boolean replace)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (var backend = StoreAccess.open(option.settings());
        var password = Password.fromFile(option.passwordFile());
        var repository = Repository.open(backend, password)) {
      var recovery =
          RepositoryRecovery.find(repository, system, point, option.publicKey(), this::say);
      var manifest = recovery.point();
      say(
          "recovering %s, point %s of %s"
              .formatted(manifest.system(), manifest.point(), Human.time(manifest.at())));
      var outcome = recovery.run(target(to), replace);
      var took = java.time.Duration.ofNanos(System.nanoTime() - began);
      verb.print(Json.mapper().valueToTree(outcome), line(outcome) + " in " + Human.duration(took));
    }
    return 0;
  }

  private static Target target(String to) {
    Function<List<String>, Map<String, String>> nothing = roots -> Map.of();
    if (to == null) {
      return new Target(null, null, null, nothing);
    }
    var option = TargetOption.parse(to);
    return new Target(option.home(), option.database(), option.password(), option::mediaBy);
  }

  private static String line(RepositoryRecovery.Outcome outcome) {
    return "recovered %s: %s tables with %s rows equal to what was captured, %s files"
        .formatted(
            outcome.system(),
            Human.count(outcome.tables()),
            Human.count(outcome.rows()),
            Human.count(outcome.files()));
  }

  private void say(String line) {
    verb.err().println(line);
    verb.err().flush();
  }
}
