package dev.davit.cli.verb;

import picocli.CommandLine.Option;

/** {@code --wait}, for verbs that start a run. */
public final class WaitOption {
  @Option(
      names = {"-w", "--wait"},
      description = "Follow the run to its end; Ctrl-C leaves it going.")
  private boolean wait;

  boolean isSet() {
    return wait;
  }
}
