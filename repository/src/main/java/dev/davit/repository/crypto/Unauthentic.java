package dev.davit.repository.crypto;

/** Sealed bytes that this key did not seal, or that were changed since. */
public final class Unauthentic extends Exception {
  private static final long serialVersionUID = 1L;

  Unauthentic(String reason) {
    super(reason);
  }
}
