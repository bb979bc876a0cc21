package dev.davit.kit.inbox;

/** The service stops while a batch waits for the database: the batch must not be acknowledged. */
public final class InboxClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InboxClosed() {
    super("the inbox is closed; the batch was not handled");
  }
}
