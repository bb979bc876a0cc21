package dev.davit.contracts.event;

import dev.davit.contracts.RunId;

/** How far work is. For people watching; nothing depends on it. */
public sealed interface Progress extends Event
    permits DumpProgressed, MediaProgressed, AuditProgressed {
  RunId run();

  String step();

  Amount amount();
}
