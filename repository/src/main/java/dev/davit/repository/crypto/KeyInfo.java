package dev.davit.repository.crypto;

import java.time.Instant;

/**
 * What a key object says of itself; no secret.
 *
 * @param id 64 hexadecimal digits
 * @param created null if it does not say
 */
public record KeyInfo(String id, Instant created, String username, String hostname) {}
