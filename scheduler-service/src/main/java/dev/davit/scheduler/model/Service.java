package dev.davit.scheduler.model;

/** The services that work for runs. */
public enum Service {
  DUMP,
  MEDIA,
  AUDIT
}
