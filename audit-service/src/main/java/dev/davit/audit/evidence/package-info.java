/**
 * What somebody who trusts nothing but a public key can verify: DSSE envelopes, the chain of the
 * event log, checkpoints of it, and bundles that need no connection to Davit.
 *
 * <p>An entry of the log: {@code digest = SHA-256(sequence \n at \n event)}, all in UTF-8, the time
 * in ISO 8601, the event as one line of JSON; {@code hash = SHA-256(previous hash, digest)}, both
 * as 32 bytes; the first entry's previous hash is all zero. A checkpoint signs a sequence number
 * and the hash there, so nothing up to it can be changed, removed or put in without a difference.
 */
package dev.davit.audit.evidence;
