package dev.davit.contracts.error;

/**
 * Every error that Davit reports, in one table. Numbers are for ever: never reused, never moved.
 *
 * <p>1xxx what was asked for, 2xxx databases, 3xxx media and files, 4xxx repository, 5xxx runs and
 * events, 6xxx local machine and configuration.
 */
public enum ErrorCode {
  INVALID_NAME("DAVIT-1001", "not a valid name", "use the form shown", 400, 2),
  INVALID_REQUEST("DAVIT-1002", "not a valid request", "correct the named field", 400, 2),
  UNKNOWN_SYSTEM("DAVIT-1003", "no such protected system", "see `davit get systems`", 404, 1),
  UNKNOWN_RUN("DAVIT-1004", "no such run", "see `davit get runs`", 404, 1),
  UNKNOWN_POINT("DAVIT-1005", "no such recovery point", "see `davit get points`", 404, 1),
  SYSTEM_EXISTS(
      "DAVIT-1006",
      "the system is protected already",
      "choose another name, or change it with `davit apply`",
      409,
      1),
  NO_POINT(
      "DAVIT-1007",
      "the system has no recovery point to recover",
      "make one with `davit backup`, or name one with --point",
      409,
      1),
  INVALID_SCHEDULE(
      "DAVIT-1008",
      "not a valid schedule",
      "give five cron fields and an IANA zone, such as `30 2 * * *` and `Europe/Berlin`",
      400,
      2),
  RUN_OVERLAPS(
      "DAVIT-1009",
      "another run of the system is under way",
      "wait for it, or cancel it with `davit cancel`",
      409,
      1),
  SERVER_UNREACHABLE(
      "DAVIT-1010",
      "Davit's server cannot be reached",
      "start it with `davit up`, or name it with --server",
      503,
      1),
  NOT_PERMITTED(
      "DAVIT-1011",
      "the publisher may not do this",
      "add it to the system's allowed sources",
      403,
      1),
  UNKNOWN_SCHEMA("DAVIT-1012", "no such schema", "see `GET /v1/schemas`", 404, 1),
  UNKNOWN_QUARANTINED(
      "DAVIT-1013", "no such record was set aside", "see `davit quarantine list`", 404, 1),
  QUARANTINE_SETTLED(
      "DAVIT-1014",
      "the record was replayed or discarded before",
      "see `davit quarantine show`",
      409,
      1),
  UNKNOWN_SCHEDULE(
      "DAVIT-1015",
      "the system has no schedule",
      "give its definition one, with `davit apply`",
      404,
      1),
  PAUSED_BY_DEFINITION(
      "DAVIT-1016",
      "the schedule is paused by the system's definition",
      "set schedule.paused to false there, with `davit apply`",
      409,
      1),
  SERVICE_UNREACHABLE(
      "DAVIT-1021",
      "another of Davit's services cannot be reached",
      "start it, or give the scheduler its address in davit.services",
      503,
      1),

  DATABASE_UNREACHABLE(
      "DAVIT-2101",
      "the database cannot be reached",
      "check that the server runs and that host, port and network are right",
      502,
      1),
  DATABASE_REFUSED_LOGIN(
      "DAVIT-2102",
      "the database refused the login",
      "check user and password; the password is in the file that `davit describe system` names",
      502,
      1),
  DATABASE_UNKNOWN("DAVIT-2103", "no such database", "check the name in the URL", 502, 1),
  TOOLS_MISSING(
      "DAVIT-2104",
      "no PostgreSQL client programs that are new enough",
      "install pg_dump and pg_restore of the server's major version or newer, or name their directory in davit.postgres.programs",
      500,
      1),
  TOOL_FAILED(
      "DAVIT-2105", "a PostgreSQL program ended with an error", "see the run's log", 500, 1),
  PIN_LOST(
      "DAVIT-2106",
      "the database session that held the snapshot was lost",
      "nothing to do: the capture starts again under a new pin",
      500,
      1),
  TARGET_NOT_EMPTY(
      "DAVIT-2107", "the target holds data", "name an empty target or add --replace", 409, 1),
  EXTENSION_MISSING(
      "DAVIT-2108",
      "the target server lacks an extension",
      "install it on the target server first",
      409,
      1),
  VALIDATION_FAILED(
      "DAVIT-2109",
      "what was restored differs from what was captured",
      "do not use it; run `davit repo check --read-data`, then recover another point",
      500,
      5),
  SERVER_FAILED("DAVIT-2110", "the PostgreSQL server did not start", "see its log", 500, 1),
  PERMISSION_MISSING(
      "DAVIT-2111",
      "the database role lacks a permission",
      "grant it, or use a role that has it",
      502,
      1),
  TABLES_IN_TRANSITION(
      "DAVIT-2112",
      "tables have unfinished operations",
      "let the application finish them, then back up again",
      409,
      1),
  DATABASE_TOO_OLD(
      "DAVIT-2113",
      "the version is older than what Davit reads",
      "upgrade the application first",
      409,
      1),
  DATABASE_BUSY(
      "DAVIT-2114",
      "the database server admits no further session",
      "raise max_connections or close sessions; the work is retried, with longer pauses",
      503,
      1),

  PATH_MISSING(
      "DAVIT-3101", "no such file or directory", "check the path; a mount may be absent", 404, 1),
  PATH_REFUSED(
      "DAVIT-3102",
      "access to a file was denied",
      "run the service as a user who may read it",
      403,
      1),
  DISK_FULL("DAVIT-3103", "no space left", "free space there, or name another directory", 507, 1),
  PATH_UNSAFE(
      "DAVIT-3104",
      "the path leads out of its root",
      "nothing was written; the recovery point may have been tampered with",
      400,
      1),
  FILE_UNREADABLE(
      "DAVIT-3105", "a file cannot be read", "check the disk and the file's permissions", 500, 1),
  FILE_CHANGED("DAVIT-3106", "a file changed while it was read", "back up again", 500, 1),
  REFERENCES_OPEN(
      "DAVIT-3107",
      "references name files that do not exist",
      "bring the named files back, or remove the rows; the point is kept as open",
      409,
      3),

  REPOSITORY_MISSING(
      "DAVIT-4101",
      "there is no repository",
      "make it with `davit repo init`, or correct the location",
      404,
      10),
  REPOSITORY_EXISTS(
      "DAVIT-4102", "there is a repository already", "use it, or name an empty place", 409, 1),
  WRONG_KEY(
      "DAVIT-4103",
      "the password opens no key of the repository",
      "give the right password; nothing was written",
      403,
      12),
  REPOSITORY_LOCKED(
      "DAVIT-4104",
      "the repository is locked",
      "wait for the other command, or remove a dead one's lock with `davit repo unlock`",
      423,
      11),
  REPOSITORY_DAMAGED(
      "DAVIT-4105",
      "stored data is damaged",
      "run `davit repo check --read-data` to see what is affected",
      500,
      1),
  STORE_UNAVAILABLE(
      "DAVIT-4106",
      "the store does not answer",
      "check the network and the endpoint; the work is retried",
      503,
      1),
  STORE_REFUSED(
      "DAVIT-4107",
      "the store refused access",
      "check the credentials and the bucket policy",
      403,
      1),
  OBJECT_MISSING("DAVIT-4108", "a stored object is missing", "run `davit repo check`", 500, 1),
  REPOSITORY_UNSUPPORTED(
      "DAVIT-4109", "the repository's format is not supported", "use format version 2", 500, 1),
  LOCK_LOST(
      "DAVIT-4110", "the repository lock was lost", "nothing was published; run it again", 500, 1),
  UNKNOWN_SNAPSHOT("DAVIT-4111", "no such snapshot", "see `davit repo snapshots`", 404, 1),
  INVALID_LOCATION(
      "DAVIT-4112",
      "not a repository location",
      "give a directory, or s3:https://HOST/BUCKET/PREFIX",
      400,
      2),
  OBJECT_EXISTS(
      "DAVIT-4113",
      "a stored object is there already",
      "nothing was overwritten; is another command writing to this repository?",
      409,
      1),
  STORE_THROTTLED(
      "DAVIT-4114",
      "the store asks for fewer requests",
      "nothing to do: the work is retried, with longer pauses",
      503,
      1),

  MALFORMED_EVENT(
      "DAVIT-5101", "the event is malformed", "correct it and publish it again", 400, 1),
  UNKNOWN_EVENT(
      "DAVIT-5102",
      "the event's type is unknown",
      "see the event reference in contracts/README.md",
      400,
      1),
  TOO_LARGE(
      "DAVIT-5121",
      "more bytes than Davit takes",
      "send at most 1 MiB; events carry facts, so name contents instead of sending them",
      413,
      1),
  NEWER_EVENT(
      "DAVIT-5122",
      "the event's version is newer than this Davit",
      "upgrade Davit and replay it with `davit quarantine replay`, or publish version 1",
      400,
      1),
  WRONG_TOPIC(
      "DAVIT-5123",
      "the event does not belong on this topic",
      "publish it on its own topic; the broker's access lists keep each writer to its own",
      400,
      1),
  LEASE_LOST(
      "DAVIT-5103", "the worker lost its lease", "nothing to do: another worker goes on", 500, 1),
  CANCELLED(
      "DAVIT-5104", "the run was cancelled", "start it again if it is still wanted", 409, 130),
  RUN_ENDED(
      "DAVIT-5105",
      "the run has ended already",
      "nothing to cancel; see `davit describe run`",
      409,
      1),
  RUN_FAILED("DAVIT-5106", "the run failed", "see `davit describe run`", 500, 1),
  POINT_NOT_SEALED(
      "DAVIT-5107",
      "the recovery point is not sealed",
      "name it with --point to recover it all the same",
      409,
      1),
  SIGNATURE_WRONG(
      "DAVIT-5108",
      "the signature does not fit",
      "do not trust this recovery point; check who wrote to the repository",
      500,
      5),

  STATE_UNAVAILABLE(
      "DAVIT-5110",
      "Davit's own database does not answer",
      "check that it runs; nothing is lost, the work goes on by itself",
      503,
      1),
  WORKER_DIED(
      "DAVIT-5111",
      "the work never came to an end",
      "see the service's log for how its process died; then start the run again",
      500,
      1),
  CONFIG_UNKNOWN_KEY("DAVIT-6101", "unknown configuration key", "correct or remove it", 500, 2),
  CONFIG_INVALID("DAVIT-6102", "invalid configuration value", "correct it", 500, 2),
  SECRET_MISSING(
      "DAVIT-6103",
      "a secret cannot be read",
      "make the file or variable that the reference names",
      500,
      1),
  PORT_IN_USE(
      "DAVIT-6104",
      "the port is in use",
      "stop the other program, or choose another data directory",
      500,
      1),
  STACK_RUNNING(
      "DAVIT-6105", "a stack runs on this directory already", "use it, or stop it first", 409, 1),
  SERVICE_DIED("DAVIT-6106", "a service did not start", "see its log", 500, 1),
  INTERNAL("DAVIT-9999", "an unexpected error", "see the log and report it", 500, 1);

  private final String number;
  private final String meaning;
  private final String remedy;
  private final int httpStatus;
  private final int exitCode;

  ErrorCode(String number, String meaning, String remedy, int httpStatus, int exitCode) {
    this.number = number;
    this.meaning = meaning;
    this.remedy = remedy;
    this.httpStatus = httpStatus;
    this.exitCode = exitCode;
  }

  /** The stable number users search for, such as {@code DAVIT-2107}. */
  public String number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  public String remedy() {
    return remedy;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** What the command line returns. */
  public int exitCode() {
    return exitCode;
  }
}
