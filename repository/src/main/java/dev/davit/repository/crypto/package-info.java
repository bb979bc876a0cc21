/**
 * Keys and sealing: AES-256-CTR with Poly1305-AES over the ciphertext, the master key wrapped by
 * scrypt of a password, all as restic does it. No key or password ever reaches a message.
 */
package dev.davit.repository.crypto;
