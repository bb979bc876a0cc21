package dev.davit.cli.verb;

import dev.davit.cli.client.EventCursor;
import dev.davit.cli.client.EventView;
import dev.davit.cli.client.RestClient;
import dev.davit.cli.output.EventLine;
import dev.davit.cli.output.Format;
import java.util.HashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code davit events}: what services say on the broker. */
@Command(name = "events", description = "Shows events; with -f as they happen.")
public final class EventsCommand extends Verb {
  private static final int WAIT_SECONDS = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C.")
  private boolean follow;

  @Option(names = "--system", paramLabel = "NAME", description = "Of one protected system only.")
  private String system;

  @Option(names = "--run", paramLabel = "RUN", description = "Of one run only.")
  private String run;

  @Override
  public Integer call() {
    try (RestClient client = client()) {
      var filter = new HashMap<String, String>();
      filter.put("system", system);
      filter.put("run", run);
      var cursor = new EventCursor(client, filter);
      var events = cursor.next(0);
      while (!events.isEmpty() || follow) {
        events.forEach(this::show);
        out().flush();
        events = cursor.next(follow ? WAIT_SECONDS : 0);
      }
    }
    return 0;
  }

  /** JSON comes as one object a line, so that a stream can be read. */
  private void show(EventView event) {
    switch (output().format()) {
      case TABLE -> out().println(EventLine.of(event));
      case JSON -> out().println(event.json());
      case YAML -> out().print("---\n" + Format.YAML.text(event.json()));
    }
  }
}
