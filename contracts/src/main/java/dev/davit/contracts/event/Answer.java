package dev.davit.contracts.event;

/** The scheduler's answer to a request. */
public sealed interface Answer extends Fact
    permits RequestAccepted, RequestRejected, RequestDuplicate {
  /** The request's event id. */
  String request();

  /** The request's CloudEvents source; with the id it names the request. */
  String requestSource();
}
