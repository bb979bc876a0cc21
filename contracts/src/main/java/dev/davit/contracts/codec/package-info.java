/**
 * Bytes on the broker to {@link dev.davit.contracts.codec.Envelope} and back. Reads CloudEvents 1.0
 * in structured and binary mode and writes structured JSON. Whatever the bytes are, decoding either
 * yields a whole, valid envelope or throws {@link dev.davit.contracts.codec.MalformedEvent} with a
 * reason for people; it never throws anything else. Beside it, JSON and signed envelopes of the
 * files inside a point.
 */
package dev.davit.contracts.codec;
